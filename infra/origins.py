"""Origins of web pages, as they are set: `https://app.example, http://127.0.0.1:8501`."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainSerializer
from pydantic_settings import NoDecode

ANY_ORIGIN = "*"


def read_origins(said: Any) -> Any:
    """Return each origin as a browser names it.

    Raises:
        ValueError: one of them is none: it has a path, or no scheme.
    """
    names = said.split(",") if isinstance(said, str) else said
    return tuple(_origin(name.strip()) for name in names if name.strip())


def _origin(name: str) -> str:
    if name == ANY_ORIGIN:
        return name
    parts = urlsplit(name.lower().removesuffix("/"))
    origin = f"{parts.scheme}://{parts.netloc}"
    is_whole = parts.geturl() == origin and parts.hostname and "@" not in origin
    if parts.scheme not in {"http", "https"} or not is_whole:
        raise ValueError(f"{name} is no origin: it is scheme://host, or scheme://host:port")
    return origin


Origins = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(read_origins),
    PlainSerializer(", ".join),
]
"""Read from, and written as, one text with commas."""
