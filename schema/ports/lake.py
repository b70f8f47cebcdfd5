"""What the lakehouse answers; every read is of one manifest."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from schema.events.envelope import Change

CATCH_UP_S: Final = 10.0
CATCH_UP_STEP_S: Final = 0.05


@dataclass(frozen=True)
class DayValue:
    """One metric of one day; `value` null means not recorded."""

    value: float | None
    detail: dict[str, Any]


@dataclass(frozen=True)
class SeriesColumns:
    """A metric over time, as columns of one length.

    `minimum` and `maximum` are null for raw readings and for additive metrics.
    """

    metric: str
    unit: str
    times: list[datetime]
    values: list[float]
    minimum: list[float] | None
    maximum: list[float] | None
    sources: list[str]


@dataclass(frozen=True)
class StoredRecord:
    """A workout, meal, check-in, sleep or single reading as it stands now."""

    source_id: str
    type: str
    record_id: str
    start_at: datetime
    end_at: datetime
    value: float | None
    record: dict[str, Any]
    import_id: str | None


@dataclass(frozen=True)
class ImportCount:
    """What the lakehouse took from one import, in samples and records."""

    accepted: int
    duplicates: int


class Lakehouse(Protocol):
    """Reads of one person's lake; Python processes only ever read it.

    Each read is at the newest manifest.
    """

    async def standing(self) -> Lakehouse:
        """Return the lake as it stands now, for reads that have to agree with each other."""

    async def days(
        self, user_id: str, first: date, last: date, as_of: datetime | None = None
    ) -> dict[date, dict[str, DayValue]]:
        """Return the metrics of each day that has any, as known at `as_of`."""

    async def series(
        self, user_id: str, metric: str, begin: datetime, end: datetime, resolution: str
    ) -> SeriesColumns:
        """Return a metric between two instants; resolution RAW, MINUTE, HOUR or DAY."""

    async def records(
        self, user_id: str, types: Sequence[str], first: int, before: datetime | None = None
    ) -> list[StoredRecord]:
        """Return the newest records of these types that begin before an instant."""

    async def import_count(self, user_id: str, import_id: str) -> ImportCount:
        """Return what one import brought."""

    async def features(self, user_id: str) -> dict[str, float]:
        """Return the newest feature row of one person."""

    async def batch(self, stream: str = "quick") -> int:
        """Return the newest committed batch of a stream; -1 in an empty lake."""


async def caught_up(lake: Lakehouse, change: Change) -> None:
    """Return when reads show what the change tells of, or ten seconds later as they are."""
    deadline = asyncio.get_running_loop().time() + CATCH_UP_S
    while await lake.batch(change.stream) < change.batch:
        if asyncio.get_running_loop().time() > deadline:
            return
        await asyncio.sleep(CATCH_UP_STEP_S)
