"""The port `schema.ports.lake.Lakehouse`, kept on Delta tables."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from infra.lake import days, records, series
from schema.tables import FEATURE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from infra.lake.tables import LakeTables
    from schema.ports.lake import DayValue, ImportCount, SeriesColumns, StoredRecord

_AT_ONCE = 4
Answer = TypeVar("Answer")


class DeltaLakehouse:
    """Reads of one person's lake, each in a thread and at one manifest."""

    def __init__(self, tables: LakeTables) -> None:
        self._tables = tables
        self._threads = ThreadPoolExecutor(_AT_ONCE, "lake")

    async def days(
        self, user_id: str, first: date, last: date, as_of: datetime | None = None
    ) -> dict[date, dict[str, DayValue]]:
        """Return the metrics of each day that has any, as known at `as_of`."""
        return await self._read(
            lambda: days.read_days(self._tables, user_id, first, last, as_of)
        )

    async def series(
        self, user_id: str, metric: str, begin: datetime, end: datetime, resolution: str
    ) -> SeriesColumns:
        """Return a metric between two instants; resolution RAW, MINUTE, HOUR or DAY."""
        return await self._read(
            lambda: series.read_series(self._tables, user_id, metric, (begin, end), resolution)
        )

    async def records(
        self, user_id: str, types: Sequence[str], first: int, before: datetime | None = None
    ) -> list[StoredRecord]:
        """Return the newest records of these types that begin before an instant."""
        return await self._read(
            lambda: records.read_records(self._tables, user_id, types, first, before)
        )

    async def import_count(self, user_id: str, import_id: str) -> ImportCount:
        """Return what one import brought."""
        return await self._read(
            lambda: records.read_import_count(self._tables, user_id, import_id)
        )

    async def features(self, user_id: str) -> dict[str, float]:
        """Return the newest feature row of one person."""

        def read() -> dict[str, float]:
            rows = self._tables.read(FEATURE, user_id).sort_by(
                [("as_of", "ascending"), ("batch", "ascending")]
            )
            return {
                row["feature"]: row["value"]
                for row in rows.select(["feature", "value"]).to_pylist()
                if row["value"] is not None
            }

        return await self._read(read)

    async def batch(self, stream: str = "quick") -> int:
        """Return the newest committed batch of a stream; -1 in an empty lake."""
        newest = await self._read(self._tables.newest_batches)
        return newest.get(stream, -1)

    async def _read(self, read: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, read)
