"""The only module that starts a stream: batches from the log, written table by table."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql import functions as F

from schema.events.envelope import Change
from schema.tables import DAY, MANIFEST, TABLES
from spark_streaming.arrival import arrival
from spark_streaming.bronze import messages
from spark_streaming.frames import small_frame
from spark_streaming.held import Held
from spark_streaming.lake import Mark
from spark_streaming.memory import Memory
from spark_streaming.quick import QuickBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pyspark.sql import DataFrame
    from pyspark.sql.streaming.query import StreamingQuery

    from spark_streaming.lake import Lake

_log = logging.getLogger(__name__)

QUICK: Final = "quick"
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
    largest_batch: int = 20_000
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
    _offsets: Offsets = field(default_factory=dict)
    _next: int = 0
    _memory: Memory = field(init=False)

    def start(self) -> StreamingQuery:
        """Start, or go on where the checkpoint or, without one, the manifest ended."""
        self._memory = Memory(self.lake)
        committed = self._newest_manifest()
        self._offsets = json.loads(committed["offsets"]) if committed else {}
        newest = max(self.lake.newest_batch(table) for table in TABLES)
        is_known = committed is not None and self._has_checkpoint()
        self._next = (committed["batch"] if committed and is_known else newest) + 1

        source = (
            self.lake.spark.readStream.format("kafka")
            .option("kafka.bootstrap.servers", self.place.servers)
            .option("subscribe", ",".join(self.place.partitions))
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

    def _write(self, log: DataFrame, spark_batch: int) -> None:
        """Write one batch; beginning it again after a crash writes what is missing."""
        generation = str(self.lake.spark.sparkContext.getLocalProperty("sql.streaming.queryId"))
        if self._is_committed(generation, spark_batch):
            return
        number, held = self._next, Held()
        try:
            arrived = arrival(messages(log, number), held)
            batch = QuickBatch(self.lake, number, arrived, self._memory, held)
            told = batch.tell()
            mark = Mark(f"{QUICK}-{generation}", spark_batch, arrived.count)
            with ThreadPoolExecutor(len(told)) as writers:
                written = [
                    writers.submit(self.lake.append, table, rows, mark)
                    for table, rows in told.items()
                ]
            for one in written:
                one.result()
            changes = _changes(told.get(DAY), number)
            offsets = _advanced(self._offsets, arrived.messages)
            self._commit(generation, spark_batch, number, offsets)
            self._memory.learn(arrived.known, batch.weighings)
            self.announce(changes)
        finally:
            held.release()
        self._offsets, self._next = offsets, number + 1
        _log.info("batch %d: %d samples and records", number, arrived.count)

    def _commit(self, generation: str, spark_batch: int, number: int, offsets: Offsets) -> None:
        row = {
            "stream": QUICK,
            "batch": number,
            "generation": f"{generation}/{spark_batch}",
            "committed_at": datetime.now(UTC),
            "offsets": json.dumps(offsets),
            "versions": json.dumps(
                {table.path: self.lake.version(table) for table in TABLES if table != MANIFEST}
            ),
        }
        frame = small_frame(self.lake.spark, MANIFEST.columns, [tuple(row.values())])
        self.lake.append(MANIFEST, frame, Mark(f"{QUICK}-{generation}", spark_batch))

    def _is_committed(self, generation: str, spark_batch: int) -> bool:
        newest = self._newest_manifest()
        if newest is None or newest["generation"] != f"{generation}/{spark_batch}":
            return False
        self._next = newest["batch"] + 1
        return True

    def _newest_manifest(self) -> dict[str, Any] | None:
        rows = (
            self.lake.read(MANIFEST)
            .where(F.col("stream") == QUICK)
            .orderBy(F.desc("batch"))
            .limit(1)
            .collect()
        )
        return rows[0].asDict() if rows else None

    def _starting_offsets(self) -> Offsets:
        """Return where each partition goes on; Spark asks only where it has no checkpoint."""
        return {
            topic: {
                str(partition): self._offsets.get(topic, {}).get(str(partition), EARLIEST)
                for partition in range(count)
            }
            for topic, count in self.place.partitions.items()
        }

    def _has_checkpoint(self) -> bool:
        spark = self.lake.spark
        # Hadoop's file systems have no Python face.
        jvm: Any = spark.sparkContext._jvm  # noqa: SLF001
        path = jvm.org.apache.hadoop.fs.Path(f"{self._checkpoint}/metadata")
        files = path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())  # noqa: SLF001
        return bool(files.exists(path))


def _advanced(offsets: Offsets, arrived: DataFrame) -> Offsets:
    """Return the next offset of each partition after these messages."""
    newest = (
        arrived.groupBy("topic", "kafka_partition")
        .agg(F.max("kafka_offset").alias("newest"))
        .collect()
    )
    advanced = {topic: dict(partitions) for topic, partitions in offsets.items()}
    for row in newest:
        advanced.setdefault(row["topic"], {})[str(row["kafka_partition"])] = row["newest"] + 1
    return advanced


def _changes(days: DataFrame | None, number: int) -> list[Change]:
    """Return whose days are new, one change a person."""
    if days is None:
        return []
    rows = (
        days.groupBy("user_id")
        .agg(
            F.sort_array(F.collect_set(F.col("date").cast("string"))).alias("dates"),
            F.sort_array(F.collect_set("metric")).alias("metrics"),
        )
        .collect()
    )
    return [
        Change(
            user_id=row["user_id"],
            stream=QUICK,
            batch=number,
            dates=row["dates"],
            metrics=row["metrics"],
        )
        for row in rows
    ]
