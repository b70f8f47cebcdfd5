"""The lakehouse as the rooms ask it, on delta-rs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from infra.lake.days import read_days, read_features
from infra.lake.lives import DeltaLives, deeds_since
from infra.lake.manifest import Manifest
from infra.lake.observations import count_import, read_records
from infra.lake.reading import Reading
from infra.lake.series import read_series
from infra.lake.table import LakeTable
from schema.tables import MANIFEST, OBSERVATION, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from infra.lake.manifest import Committed
    from schema.ports.lake import DayValue, ImportCount, SeriesColumns, StoredRecord

READERS: Final = 4
"""How many reads run at once; further ones wait."""

Answer = TypeVar("Answer")


class DeltaLakehouse:
    """Reads one lake, a folder or a bucket; tables not made yet are empty.

    Args:
        root: The lake's address.
        access: delta-rs's storage options, for a bucket.
    """

    def __init__(self, root: str, access: dict[str, str] | None = None) -> None:
        self._tables = {table: LakeTable(root, table, access) for table in TABLES}
        self._manifest = Manifest(self._tables[MANIFEST])
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="lake")
        self._committed: Committed | None = None

    async def standing(self) -> DeltaLakehouse:
        """Return the lake at its newest manifest, whatever is committed from now on."""
        standing = copy(self)
        standing._committed = await self._in_a_thread(self._manifest.newest)  # noqa: SLF001
        return standing

    async def days(
        self, user_id: str, first: date, last: date, as_of: datetime | None = None
    ) -> dict[date, dict[str, DayValue]]:
        """Return the metrics of each day that has any, as known at `as_of`."""
        return await self._read(user_id, as_of, partial(read_days, first=first, last=last))

    async def series(
        self, user_id: str, metric: str, begin: datetime, end: datetime, resolution: str
    ) -> SeriesColumns:
        """Return a metric between two instants; resolution RAW, MINUTE, HOUR or DAY."""
        asked: dict[str, Any] = {"metric": metric, "begin": begin, "end": end}
        return await self._read(
            user_id, None, partial(read_series, resolution=resolution, **asked)
        )

    async def records(
        self, user_id: str, types: Sequence[str], first: int, before: datetime | None = None
    ) -> list[StoredRecord]:
        """Return the newest records of these types that begin before an instant."""
        return await self._read(
            user_id, None, partial(read_records, types=types, first=first, before=before)
        )

    async def import_count(self, user_id: str, import_id: str) -> ImportCount:
        """Return what one import brought."""
        return await self._read(user_id, None, partial(count_import, import_id=import_id))

    async def features(self, user_id: str) -> dict[str, float]:
        """Return the newest feature row of one person."""
        return await self._read(user_id, None, read_features)

    async def batch(self, stream: str = "quick") -> int:
        """Return the newest committed batch of a stream; -1 in an empty lake."""
        return (await self._in_a_thread(self._newest)).batch(stream)

    def lives(self) -> DeltaLives:
        """Return everybody's lake at its newest manifest; for who learns from all."""
        return DeltaLives(self._tables, self._manifest.newest())

    def deeds_since(self, batch: int) -> int:
        """Return how many tellings of workouts and meals came after a batch."""
        return deeds_since(self._tables[OBSERVATION], batch, self._manifest.newest())

    async def _read(
        self, user_id: str, as_of: datetime | None, read: Callable[[Reading], Answer]
    ) -> Answer:
        """Read at one manifest: where this lake stands, or that of an instant."""

        def answer() -> Answer:
            committed = self._newest() if as_of is None else self._manifest.at(as_of)
            return read(Reading(self._tables, committed, user_id))

        return await self._in_a_thread(answer)

    def _newest(self) -> Committed:
        return self._committed or self._manifest.newest()

    async def _in_a_thread(self, read: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._readers, read)
