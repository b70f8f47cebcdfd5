"""Many things, some at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Thing = TypeVar("Thing")


def groups_of(size: int, things: Iterable[Thing]) -> Iterator[tuple[Thing, ...]]:
    """Yield the things in groups; the last may be smaller."""
    rest = iter(things)
    while group := tuple(islice(rest, size)):
        yield group
