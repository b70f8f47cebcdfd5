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
