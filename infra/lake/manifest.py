"""Which batches are committed: what every read is held to."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from infra.lake.predicates import above, at_most, both, either, equals
from schema.metrics import DAY_METRICS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pyarrow as pa

    from infra.lake.table import LakeTable

SLOW_METRICS = tuple(name for name, metric in DAY_METRICS.items() if metric.stream == "slow")


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

    def rows(self) -> str:
        """Match the rows of the quick stream that are committed."""
        return at_most("batch", self.quick)

    def day_rows(self) -> str:
        """Match the committed rows of `gold/day`, to which both streams write."""
        if self.quick == self.slow:
            return self.rows()
        is_slow = " OR ".join(equals("metric", name) for name in SLOW_METRICS)
        return either(
            both(f"({is_slow})", at_most("batch", self.slow)),
            both(f"NOT ({is_slow})", at_most("batch", self.quick)),
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
                self._newest = self._after(self._newest)
                self._version = version
            return self._newest

    def at(self, instant: datetime) -> Committed:
        """Return what was committed at an instant."""
        newest = self.newest()
        rows = self._table.rows(
            ("stream", "batch"), at_most("committed_at", instant), self._version
        )
        return Committed(
            quick=_highest(rows, "quick"),
            slow=_highest(rows, "slow"),
            versions=newest.versions,
        )

    def _after(self, known: Committed) -> Committed:
        rows = self._table.rows(
            ("stream", "batch", "versions"),
            either(
                *(
                    both(equals("stream", stream), above("batch", known.batch(stream)))
                    for stream in ("quick", "slow")
                )
            ),
        )
        versions = dict(known.versions)
        for told in rows["versions"].to_pylist():
            for path, version in msgspec.json.decode(told or "{}").items():
                versions[path] = max(version, versions.get(path, -1))
        return Committed(
            quick=max(known.quick, _highest(rows, "quick")),
            slow=max(known.slow, _highest(rows, "slow")),
            versions=versions,
        )


def _highest(rows: pa.Table, stream: str) -> int:
    pairs = zip(rows["stream"].to_pylist(), rows["batch"].to_pylist(), strict=True)
    return max((batch for name, batch in pairs if name == stream), default=-1)
