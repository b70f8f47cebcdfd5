"""How far a stream is: what of it is committed, and the number of its next batch."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from schema.tables import DAY, FACT, FEATURE, MANIFEST, MESSAGE, MINUTE, OBSERVATION, TABLES
from spark_streaming.delta.conditions import at_least, equals
from spark_streaming.writing import Mark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from spark_streaming.delta.conditions import Condition
    from spark_streaming.delta.lake_tables import LakeTables

QUICK: Final = "quick"
SLOW: Final = "slow"
WRITTEN: Final = {
    QUICK: (MESSAGE, OBSERVATION, FACT, MINUTE, DAY),
    SLOW: (DAY, FEATURE),
}
"""The tables that each stream writes."""


class Turn(NamedTuple):
    """Spark's own name of a batch: that of its checkpoint, and a number from 0 on."""

    generation: str
    number: int

    @classmethod
    def now(cls, spark: SparkSession, number: int) -> Turn:
        """Return the turn of the batch that this thread is at."""
        return cls(str(spark.sparkContext.getLocalProperty("sql.streaming.queryId")), number)

    def __str__(self) -> str:
        return f"{self.generation}/{self.number}"


class Progress:
    """The committed batches of one stream.

    Args:
        lake: Where their manifests are.
        stream: `quick` or `slow`.
        checkpoint: Id of Spark's own account of the stream; empty where there is none.

    Attributes:
        newest: Number of the last committed batch; -1 before the first.
        next: Number of the next batch. With the checkpoint that the last committed batch is
            of, one that was cut off begins again as it was. Otherwise it is higher than
            anything in the tables, so that what a batch left behind unfinished is no version
            of its own.
        unfinished: Numbers of batches that may have been left half written: their input
            comes again, under other numbers.
        offsets: Where the input of the last committed batch ended.
    """

    def __init__(self, lake: LakeTables, stream: str, checkpoint: str = "") -> None:
        self._lake = lake
        self._stream = stream
        committed = _newest(lake, stream)
        self._turn: str = committed["generation"] if committed else ""
        self.offsets: dict[str, Any] = json.loads(committed["offsets"]) if committed else {}
        self.newest: int = committed["batch"] if committed else -1
        self._is_again = self._turn.startswith(f"{checkpoint}/")
        tables = () if self._is_again else WRITTEN[stream]
        self.next = max([self.newest, *map(lake.newest_batch, tables)]) + 1
        self.unfinished = range(self.newest + 1, self.next)

    def has(self, turn: Turn) -> bool:
        """Tell whether Spark begins a batch again whose manifest is written."""
        return self._turn == str(turn)

    def mark(self, rows: int = 0) -> Mark:
        """Return whose the next batch's rows are; only of the first some may stand already."""
        return Mark(self._stream, self.next, rows, self._is_again)

    def commit(self, offsets: dict[str, Any], turn: Turn | None = None) -> None:
        """Say that the batch is whole: everything of it stands in the tables.

        Args:
            offsets: Where its input ended.
            turn: Spark's name of it; null for what is not of Spark's counting, which leaves
                Spark's place where it was.
        """
        versions = {
            table.path: self._lake.version(table) for table in TABLES if table != MANIFEST
        }
        if turn is not None:
            self._turn = str(turn)
        row = (
            self._stream,
            self.next,
            self._turn,
            datetime.now(UTC),
            json.dumps(offsets),
            json.dumps(versions),
        )
        self._lake.append_row(MANIFEST, row)
        self._is_again, self.offsets = False, offsets
        self.newest = self.next
        self.next += 1


def newest_batch(lake: LakeTables, stream: str, since: int = -1, *which: Condition) -> int:
    """Return the number of a stream's last committed batch; -1 before the first.

    Args:
        lake: Where the manifests are.
        stream: `quick` or `slow`.
        since: A number that is known to be reached: what is older is not read.
        which: Conditions on its row.
    """
    newer = (equals("stream", stream), at_least("batch", since), *which)
    return max(lake.rows(MANIFEST, ("batch",), *newer)["batch"].to_pylist(), default=since)


def _newest(lake: LakeTables, stream: str) -> dict[str, Any] | None:
    columns = ("batch", "generation", "offsets")
    batch = newest_batch(lake, stream)
    this = (equals("stream", stream), equals("batch", batch))
    found = lake.rows(MANIFEST, columns, *this).to_pylist()
    return found[0] if found else None
