"""State of components that begins with nothing."""

from collections.abc import Callable
from typing import TypeVar, cast

import flet as ft

Held = TypeVar("Held")


def use_maybe(
    _kind: type[Held],
) -> tuple[Held | None, Callable[[Held | Callable[[Held | None], Held | None] | None], None]]:
    """Return a state that holds one of a kind, or nothing as at first; and its setter.

    The setter takes the new state, or a function from what is held to it.
    """
    held, put = ft.use_state(cast("Held | None", None))
    return held, put


def use_flag() -> tuple[bool, Callable[[bool], None]]:
    """Return a state that is false at first, and its setter."""
    down = False
    return ft.use_state(down)
