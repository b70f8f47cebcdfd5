"""How far a stream is: what of it is committed, and the number of its next batch."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pyspark.sql import functions as F

from schema.tables import MANIFEST, TABLES
from spark_streaming import files
from spark_streaming.writing import Mark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from spark_streaming.lake import Lake


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
        checkpoint: Folder of Spark's own account of the stream.

    Attributes:
        newest: Number of the last committed batch; -1 before the first.
        next: Number of the next batch. Without a checkpoint it is higher than anything in
            the tables, so that what a batch left behind unfinished is no version of its own.
        unfinished: Numbers of batches that may have been left half written: their input
            comes again, under other numbers.
        offsets: Where the input of the last committed batch ended.
    """

    def __init__(self, lake: Lake, stream: str, checkpoint: str) -> None:
        self._lake = lake
        self._stream = stream
        self.checkpoint = checkpoint
        committed = self._newest()
        self._committed: str | None = committed["generation"] if committed else None
        self.offsets: dict[str, Any] = json.loads(committed["offsets"]) if committed else {}
        self.newest: int = committed["batch"] if committed else -1
        self._is_again = files.exists(lake.spark, f"{checkpoint}/metadata")
        if self._is_again:
            self.next = self.newest + 1
        else:
            self.next = max(lake.newest_batch(table) for table in TABLES) + 1
        self.unfinished = range(self.newest + 1, self.next)

    def has(self, turn: Turn) -> bool:
        """Tell whether Spark begins a batch again whose manifest is written."""
        return self._committed == str(turn)

    def mark(self, rows: int = 0) -> Mark:
        """Return whose the next batch's rows are; only of the first some may stand already."""
        return Mark(self._stream, self.next, rows, self._is_again)

    def commit(self, turn: Turn, offsets: dict[str, Any]) -> None:
        """Say that the batch is whole: everything of it stands in the tables."""
        versions = {
            table.path: self._lake.version(table) for table in TABLES if table != MANIFEST
        }
        row = (
            self._stream,
            self.next,
            str(turn),
            datetime.now(UTC),
            json.dumps(offsets),
            json.dumps(versions),
        )
        self._lake.append_row(MANIFEST, row)
        self._committed, self._is_again, self.offsets = str(turn), False, offsets
        self.newest = self.next
        self.next += 1

    def _newest(self) -> dict[str, Any] | None:
        manifests = self._lake.read(MANIFEST).where(F.col("stream") == self._stream)
        row = manifests.orderBy(F.desc("batch")).first()
        return row.asDict() if row else None
