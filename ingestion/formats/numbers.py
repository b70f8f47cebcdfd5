"""Numbers as exports write them."""

from __future__ import annotations

from math import isfinite


def number(text: str) -> float:
    """Read a number.

    Raises:
        ValueError: It is none, not finite, or written as only Python reads it (`1_00`).
    """
    value = float(text)
    if "_" in text or not isfinite(value):
        raise ValueError(f"{text!r} is not a number")
    return value


def optional_number(text: str) -> float | None:
    """Read a number; null where there is none.

    Raises:
        ValueError: It is something else.
    """
    return number(text) if text.strip() else None
