"""Lists that are read page by page, and what can be found again by its id."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import strawberry

from schema.errors import InvalidInputError

Item = TypeVar("Item")

PAGE = 20
LONGEST_PAGE = 200


@strawberry.interface(description="Something with an id by which `node` finds it again.")
class Node:
    """Ids are opaque: store them, never take them apart."""

    id: strawberry.ID


@strawberry.type(description="Where a page ends, and whether another follows.")
class PageInfo:
    """Hand `endCursor` to `after` for the next page."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type(name="Edge", description="One item of a page.")
class Edge(Generic[Item]):
    """The item and its place."""

    cursor: str
    node: Item


@strawberry.type(name="Connection", description="A page of a longer list.")
class Connection(Generic[Item]):
    """Edges in order, newest or best first."""

    edges: list[Edge[Item]]
    page_info: PageInfo


def page_length(first: int | None, default: int = PAGE) -> int:
    """Return how many items are asked for.

    Raises:
        InvalidInputError: None, or more than a page can hold.
    """
    if first is None:
        return default
    if not 1 <= first <= LONGEST_PAGE:
        raise InvalidInputError("first", f"first must be from 1 to {LONGEST_PAGE}, not {first}")
    return first


def page(items: Sequence[tuple[str, Item]], length: int) -> Connection[Item]:
    """Make a page of items with their cursors; one more than asked for: more follow."""
    edges = [Edge(cursor=cursor, node=node) for cursor, node in items[:length]]
    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(items) > length,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )


def page_after(
    items: Sequence[tuple[str, Item]], after: str | None, length: int
) -> Connection[Item]:
    """Make a page of a list that is known whole.

    Raises:
        InvalidInputError: `after` is no cursor of this list.
    """
    cursors = [cursor for cursor, _ in items]
    if after is not None and after not in cursors:
        raise InvalidInputError("after", "this cursor is not one of this list")
    start = 0 if after is None else cursors.index(after) + 1
    return page(items[start : start + length + 1], length)
