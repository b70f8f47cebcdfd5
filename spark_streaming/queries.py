"""The two streams: the quick one from the log, the slow one behind it."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.tables import DAY
from spark_streaming import files
from spark_streaming.bronze import messages
from spark_streaming.changes import changes_among, changes_of
from spark_streaming.delta.conditions import among, at_least, at_most
from spark_streaming.effort import walk
from spark_streaming.gold.day import metrics_of
from spark_streaming.memory import Memory
from spark_streaming.progress import QUICK, SLOW, Progress, Turn, newest_batch
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
    from spark_streaming.delta.lake_tables import LakeTables
    from spark_streaming.lake import Lake

_log = logging.getLogger(__name__)

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
        newest_told: Number of the last batch that was written and announced; -1 for none.
    """

    lake: Lake
    place: LogPlace
    checkpoints: str
    announce: Callable[[Sequence[Change]], None]
    newest_told: int = field(init=False)
    _progress: Progress = field(init=False)
    _memory: Memory = field(init=False)

    def start(self) -> StreamingQuery:
        """Start, or go on where the checkpoint or, without one, the manifest ended."""
        walk(self.lake.spark)
        self._begin()
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
        return (
            source.writeStream.queryName(QUICK)
            .option("checkpointLocation", self._checkpoint)
            .trigger(processingTime=f"{self.place.interval_s} seconds")
            .foreachBatch(self._write)
            .start()
        )

    @property
    def _checkpoint(self) -> str:
        return f"{self.checkpoints}/{QUICK}"

    def _begin(self) -> None:
        self._progress = Progress(self.lake, QUICK, self._checkpoint_id())
        self._memory = Memory(self.lake, self._progress.unfinished)
        self.newest_told = self._progress.newest

    def _checkpoint_id(self) -> str:
        """Return Spark's name of the checkpoint; empty where there is none."""
        spark, metadata = self.lake.spark, f"{self._checkpoint}/metadata"
        if not files.exists(spark, metadata):
            return ""
        return str(json.loads(files.read_text(spark, metadata))["id"])

    def _write(self, log: DataFrame, spark_batch: int) -> None:
        """Write one batch; begun again after a crash, write and tell what is missing."""
        spark, progress = log.sparkSession, self._progress
        turn, number = Turn.now(spark, spark_batch), progress.next
        lake, log = self.lake.within(spark), messages(log, number)
        if progress.has(turn):
            self.announce(_changes_of_batch(lake, progress.newest))
            return
        with quick_batch(lake, log, number, self._memory) as batch:
            count = batch.arrived.count
            with Writing(lake, progress.mark(count)) as writing:
                batch.tell(writing.tell)
                offsets = _advanced(progress.offsets, batch.arrived.ends)
                changes = changes_of(batch.days, QUICK, number)
            progress.commit(offsets, turn)
            batch.remember()
            self.announce(changes)
        self.newest_told = number
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
        announce: As of the quick stream.
    """

    lake: LakeTables
    announce: Callable[[Sequence[Change]], None]
    _progress: Progress = field(init=False)
    _told: int = field(init=False)

    def __post_init__(self) -> None:
        """Go on where its last manifest ended; that batch may not have been told."""
        self._progress = Progress(self.lake, SLOW)
        earlier = at_most("batch", self._progress.newest - 1)
        self._told = newest_batch(self.lake, SLOW, -1, earlier)

    def follow(self) -> bool:
        """Write one batch, of all that is new; tell whether anything was.

        A batch that is cut off begins again with another input, and so under another number.
        """
        self._tell()
        progress, seen = self._progress, self._progress.offsets.get(QUICK, -1)
        quick_batch = newest_batch(self.lake, QUICK, since=seen)
        if quick_batch <= seen:
            return False
        number, begun_at_s = progress.next, time.monotonic()
        first_days = touched(self.lake, seen, quick_batch)
        told = SlowBatch(self.lake, number, first_days, quick_batch).tell()
        for table, rows in told.items():
            self.lake.append_rows(table, rows)
        progress.commit({QUICK: quick_batch})
        self._tell()
        _log.info(
            "slow batch %d: %d values of %d people, %.1f s",
            number,
            sum(rows.num_rows for rows in told.values()),
            len(first_days),
            time.monotonic() - begun_at_s,
        )
        return True

    def _tell(self) -> None:
        """Announce what is committed and was not told, whichever process wrote it."""
        newest = self._progress.newest
        if newest == self._told:
            return
        untold = (at_least("batch", self._told + 1), at_most("batch", newest))
        is_told = among("metric", metrics_of(SLOW))
        days = self.lake.rows(DAY, DAY.key, is_told, *untold)
        if days.num_rows:
            self.announce(changes_among(days, SLOW, newest))
        self._told = newest


def _changes_of_batch(lake: Lake, number: int) -> list[Change]:
    """Return whose days a batch that is committed made new: it may not have been told."""
    is_told = F.col("metric").isin(*metrics_of(QUICK))
    days = lake.read(DAY).where((F.col("batch") == number) & is_told)
    return changes_of(days, QUICK, number)


def _advanced(offsets: Offsets, ends: Iterable[PartitionEnd]) -> Offsets:
    """Return the next offset of each partition after a batch."""
    advanced = {topic: dict(partitions) for topic, partitions in offsets.items()}
    for end in ends:
        advanced.setdefault(end.topic, {})[str(end.partition)] = end.offset + 1
    return advanced
