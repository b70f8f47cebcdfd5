"""Which batches are committed: what every read is held to."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from schema.metrics import DAY_METRICS
from schema.tables import DAY, FEATURE
from spark_streaming.delta.conditions import Condition, at_least, at_most, equals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from infra.lake.table import LakeTable
    from schema.tables import Table

_SLOW_METRICS: Final = pa.array(
    [name for name, metric in DAY_METRICS.items() if metric.stream == "slow"]
)


@dataclass(frozen=True)
class Committed:
    """The newest committed batch of each stream at some moment; -1 for none yet.

    Rows carry their batch, so a read at a manifest is a filter on the newest version of a
    table: what a batch has written before its manifest row is not seen, and no older version
    of a table has to be loaded. How far back that tells the truth is how far back superseded
    rows are kept.

    Attributes:
        versions: Table path to a Delta version that has all of it.
    """

    quick: int = -1
    slow: int = -1
    versions: Mapping[str, int] = field(default_factory=dict)

    def batch(self, stream: str) -> int:
        """Return the batch of a stream."""
        return self.slow if stream == "slow" else self.quick

    def rows(self, table: Table) -> Condition:
        """Match the committed rows of a table."""
        if table is FEATURE:
            return at_most("batch", self.slow)
        return self._days() if table is DAY else at_most("batch", self.quick)

    def _days(self) -> Condition:
        """Match the committed rows of `gold/day`, to which both streams write."""
        is_slow = pc.field("metric").isin(_SLOW_METRICS)
        of_slow, of_quick = (pc.field("batch") <= each for each in (self.slow, self.quick))
        return Condition(
            (is_slow & of_slow) | (~is_slow & of_quick),
            "batch",
            most=max(self.quick, self.slow),
            other=("metric",),
        )


class Manifest:
    """Reads `gold/manifest`; may be used by several threads."""

    def __init__(self, table: LakeTable) -> None:
        self._table = table
        self._lock = Lock()
        self._version: int | None = None
        self._newest = Committed()

    def newest(self) -> Committed:
        """Return what is committed now: the newest row of each stream."""
        with self._lock:
            version = self._table.newest_version()
            if version is not None and version != self._version:
                self._newest = self._after(self._newest, version)
                self._version = version
            return self._newest

    def at(self, instant: datetime) -> Committed:
        """Return what was committed at an instant."""
        newest = self.newest()
        rows = self._table.rows(
            ("stream", "batch"), at_most("committed_at", instant), version=self._version
        )
        return Committed(
            quick=_highest(rows, "quick"),
            slow=_highest(rows, "slow"),
            versions=newest.versions,
        )

    def _after(self, known: Committed, version: int) -> Committed:
        batches, versions = {}, dict(known.versions)
        for stream in ("quick", "slow"):
            batches[stream] = known.batch(stream)
            rows = self._table.rows(
                ("batch", "versions"),
                equals("stream", stream),
                at_least("batch", batches[stream] + 1),
                version=version,
            )
            for row in rows.sort_by("batch").to_pylist()[-1:]:
                batches[stream] = row["batch"]
                for path, named in msgspec.json.decode(row["versions"] or "{}").items():
                    versions[path] = max(named, versions.get(path, -1))
        return Committed(**batches, versions=versions)


def _highest(rows: pa.Table, stream: str) -> int:
    pairs = zip(rows["stream"].to_pylist(), rows["batch"].to_pylist(), strict=True)
    return max((batch for name, batch in pairs if name == stream), default=-1)
