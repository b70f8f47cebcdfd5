"""The only module that starts a stream: the quick one from the log, the slow one behind it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.tables import DAY, MANIFEST
from spark_streaming.bronze import messages
from spark_streaming.changes import changes_of
from spark_streaming.effort import walk
from spark_streaming.memory import Memory
from spark_streaming.progress import Progress, Turn
from spark_streaming.quick import quick_batch
from spark_streaming.slow import SlowBatch
from spark_streaming.spans.touched import touched
from spark_streaming.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyspark.sql import DataFrame
    from pyspark.sql.streaming.query import StreamingQuery

    from schema.events.envelope import Change
    from spark_streaming.arrival import PartitionEnd
    from spark_streaming.lake import Lake

_log = logging.getLogger(__name__)

QUICK: Final = "quick"
SLOW: Final = "slow"
_MANIFESTS_AT_ONCE: Final = 1000
_LONGEST_FETCH_MS: Final = 20
EARLIEST: Final = -2
"""Kafka's own sign for the beginning of a partition."""

Offsets = dict[str, dict[str, int]]


@dataclass(frozen=True)
class LogPlace:
    """Where the log is, and how much of it a batch takes.

    Attributes:
        servers: `host:port` of Kafka's brokers.
        partitions: Number of partitions of each topic that is followed.
        largest_batch: Messages.
        interval_s: Between the beginnings of two batches, at least.
    """

    servers: str
    partitions: Mapping[str, int]
    largest_batch: int = 100_000
    interval_s: float = 1.0


@dataclass
class QuickStream:
    """Bronze, silver, minutes and days: everything that one batch of the log makes new.

    Attributes:
        lake: The only thing written.
        place: The log.
        checkpoints: Folder of Spark's own place in the log.
        announce: Told whose days are new once a batch is committed; returns when the log
            has it, and may be told the same again.
    """

    lake: Lake
    place: LogPlace
    checkpoints: str
    announce: Callable[[Sequence[Change]], None]
    _progress: Progress = field(init=False)
    _memory: Memory = field(init=False)

    def start(self) -> StreamingQuery:
        """Start, or go on where the checkpoint or, without one, the manifest ended."""
        walk(self.lake.spark)
        self._progress = Progress(self.lake, QUICK, f"{self.checkpoints}/{QUICK}")
        self._memory = Memory(self.lake, self._progress.unfinished)
        source = (
            self.lake.spark.readStream.format("kafka")
            .option("kafka.bootstrap.servers", self.place.servers)
            .option("subscribe", ",".join(self.place.partitions))
            # A fetch that waits for more at a quiet partition holds up what is asked behind it.
            .option("kafka.fetch.max.wait.ms", _LONGEST_FETCH_MS)
            .option("startingOffsets", json.dumps(self._starting_offsets()))
            .option("maxOffsetsPerTrigger", self.place.largest_batch)
            .option("failOnDataLoss", "false")
            .load()
        )
        return _started(source, QUICK, self._progress, self.place.interval_s, self._write)

    def _write(self, log: DataFrame, spark_batch: int) -> None:
        """Write one batch; beginning it again after a crash writes what is missing."""
        spark, progress = log.sparkSession, self._progress
        turn, number = Turn.now(spark, spark_batch), progress.next
        if progress.has(turn):
            return
        lake, log = self.lake.within(spark), messages(log, number)
        with quick_batch(lake, log, number, self._memory) as batch:
            count = batch.arrived.count
            with Writing(lake, progress.mark(count)) as writing:
                batch.tell(writing.tell)
                offsets = _advanced(progress.offsets, batch.arrived.ends)
                changes = changes_of(batch.days, QUICK, number)
            progress.commit(turn, offsets)
            batch.remember()
            self.announce(changes)
        _log.info("batch %d: %d samples and records", number, count)

    def _starting_offsets(self) -> Offsets:
        """Return where each partition goes on; Spark asks only where it has no checkpoint."""
        known = self._progress.offsets
        return {
            topic: {
                str(partition): known.get(topic, {}).get(str(partition), EARLIEST)
                for partition in range(count)
            }
            for topic, count in self.place.partitions.items()
        }


@dataclass
class SlowStream:
    """What spans days, and the features: behind the manifests of the quick stream.

    Its place is the quick stream's batch that it has looked at last, so that nothing it
    depends on is lost with the log.

    Attributes:
        lake: Read, and written beside the quick stream.
        checkpoints: Folder of Spark's own place among the manifests.
        announce: As of the quick stream.
        interval_s: Between the beginnings of two batches, at least.
    """

    lake: Lake
    checkpoints: str
    announce: Callable[[Sequence[Change]], None]
    interval_s: float
    _progress: Progress = field(init=False)

    def start(self) -> StreamingQuery:
        """Start, or go on where its last manifest ended."""
        walk(self.lake.spark)
        self._progress = Progress(self.lake, SLOW, f"{self.checkpoints}/{SLOW}")
        manifests = (
            self.lake.spark.readStream.format("delta")
            .option("maxFilesPerTrigger", _MANIFESTS_AT_ONCE)
            .load(self.lake.path(MANIFEST))
        )
        return _started(manifests, SLOW, self._progress, self.interval_s, self._write)

    def _write(self, manifests: DataFrame, spark_batch: int) -> None:
        spark, progress = manifests.sparkSession, self._progress
        turn, number = Turn.now(spark, spark_batch), progress.next
        newest = manifests.where(F.col("stream") == QUICK).agg(F.max("batch")).first()
        quick_batch = -1 if newest is None or newest[0] is None else int(newest[0])
        seen = progress.offsets.get(QUICK, -1)
        if progress.has(turn) or quick_batch <= seen:
            return
        lake = self.lake.within(spark)
        batch = SlowBatch(lake, number, touched(lake, seen, quick_batch), quick_batch)
        told = batch.tell()
        with Writing(lake, progress.mark(batch.count)) as writing:
            for table, rows in told.items():
                writing.tell(table, rows)
        progress.commit(turn, {QUICK: quick_batch})
        self.announce(changes_of(told.get(DAY), SLOW, number))
        _log.info("slow batch %d: %d values", number, batch.count)


def _started(
    source: DataFrame,
    name: str,
    progress: Progress,
    interval_s: float,
    write: Callable[[DataFrame, int], None],
) -> StreamingQuery:
    return (
        source.writeStream.queryName(name)
        .option("checkpointLocation", progress.checkpoint)
        .trigger(processingTime=f"{interval_s} seconds")
        .foreachBatch(write)
        .start()
    )


def _advanced(offsets: Offsets, ends: Iterable[PartitionEnd]) -> Offsets:
    """Return the next offset of each partition after a batch."""
    advanced = {topic: dict(partitions) for topic, partitions in offsets.items()}
    for end in ends:
        advanced.setdefault(end.topic, {})[str(end.partition)] = end.offset + 1
    return advanced
