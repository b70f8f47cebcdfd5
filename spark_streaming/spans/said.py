"""Facts as a person's days see them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spark_streaming.local_days import first_day_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spark_streaming.people import KnownFact, Period


class Said(NamedTuple):
    """One fact, from the first local day that was not over when it began to hold."""

    since: date
    payload: Mapping[str, Any]


Versions = tuple[Said, ...]
"""All that was said of one thing, in the order it holds."""


def versions_of(facts: Iterable[KnownFact], zones: list[Period]) -> Versions:
    """Place facts, in the order they hold, on the days of a person's zones."""
    return tuple(
        Said(first_day_left(fact.valid_from_ms, zones), fact.payload) for fact in facts
    )


def last_by(versions: Sequence[Said], day: date) -> Said | None:
    """Return what was said last by the end of a day; null where nothing was yet."""
    return next((said for said in reversed(versions) if said.since <= day), None)


def told(versions: Sequence[Said], name: str, day: date) -> Any:
    """Return a field as it was told last by the end of a day, else as it was told first."""
    telling = [said for said in versions if said.payload.get(name) is not None]
    if not telling:
        return None
    return (last_by(telling, day) or telling[0]).payload[name]


@cache
def day_of(text: str) -> date:
    """Read a day in ISO 8601."""
    return date.fromisoformat(text)
