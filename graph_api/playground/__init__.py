"""A small workbench for the graph in a browser, whole in itself: it works without a network."""

from importlib.resources import files
from pathlib import Path

from starlette.staticfiles import StaticFiles

PAGE = files(__package__).joinpath("page.html").read_text(encoding="utf-8")
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)


def playground_files() -> StaticFiles:
    """Return the page's script and style."""
    return StaticFiles(directory=Path(__file__).parent / "files")
