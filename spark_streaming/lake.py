"""The tables of the lake as Spark sees them: made, read and appended to."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

from delta.tables import DeltaTable
from pyspark.sql import functions as F
from pyspark.sql.types import StructType

from schema.tables import TABLES, Table
from spark_streaming import files

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject
    from pyspark.sql import DataFrame, SparkSession

ONE_FILE_ROWS = 100_000
"""Up to here a batch's rows of one table are written by one task, as one file a bucket."""

_PROPERTIES = {
    "delta.checkpointInterval": "100",
    "delta.enableExpiredLogCleanup": "false",
    # Longer than any read of a table takes.
    "delta.logRetentionDuration": "interval 6 hours",
    "delta.deletedFileRetentionDuration": "interval 6 hours",
    "delta.dataSkippingNumIndexedCols": "32",
}


@dataclass(frozen=True)
class Mark:
    """Which write this is: the same mark again is the same write, and is left out.

    Attributes:
        writer: Stream and generation of its checkpoint.
        number: Spark's own batch id.
        rows: About how many rows the batch has.
    """

    writer: str
    number: int
    rows: int = 0


class Lake:
    """One lakehouse: a folder or a bucket, by its address.

    Args:
        spark: The session.
        root: The address.
        writers: Of the same lake in another session, where there is one.
    """

    def __init__(
        self, spark: SparkSession, root: str, writers: dict[Table, Lock] | None = None
    ) -> None:
        self.spark = spark
        self.root = root.rstrip("/")
        self._writers = writers or {table: Lock() for table in TABLES}

    def within(self, spark: SparkSession) -> Lake:
        """Return the same lake in another session."""
        return Lake(spark, self.root, self._writers)

    def alone(self, table: Table) -> Lock:
        """Return what keeps all others in this process from committing to a table."""
        return self._writers[table]

    def path(self, table: Table) -> str:
        """Return the address of a table."""
        return f"{self.root}/{table.path}"

    def create(self) -> None:
        """Make each table that is not there yet, or whose making was cut short."""
        for table in TABLES:
            if self.version(table) >= 0:
                continue
            # What a cut left of a log without commits: Delta makes no table beside it.
            files.remove(self.spark, f"{self.path(table)}/_delta_log")
            builder = (
                DeltaTable.createIfNotExists(self.spark)
                .location(self.path(table))
                .addColumns(cast("StructType", StructType.fromDDL(table.ddl)))
            )
            if table.partition:
                builder = builder.partitionedBy(table.partition)
            for name, value in _PROPERTIES.items():
                builder = builder.property(name, value)
            builder.execute()

    def read(self, table: Table) -> DataFrame:
        """Return a table as it is."""
        return self.spark.read.format("delta").load(self.path(table))

    def append(self, table: Table, rows: DataFrame, mark: Mark) -> None:
        """Append rows, once for each mark; in order, so that a read can skip most of a file."""
        selected = rows.select(
            *(F.col(name).cast(kind).alias(name) for name, kind in table.columns.items())
        )
        if mark.rows <= ONE_FILE_ROWS:
            selected = selected.coalesce(1)
        if table.sort:
            selected = selected.sortWithinPartitions(
                *([table.partition] if table.partition else []), *table.sort
            )
        writer = (
            selected.write.format("delta")
            .mode("append")
            .option("txnAppId", f"{mark.writer}-{table.path}")
            .option("txnVersion", mark.number)
        )
        with self.alone(table):
            writer.save(self.path(table))

    def version(self, table: Table) -> int:
        """Return the newest version of a table; -1 where nothing was ever committed."""
        return int(self._log(table).update(False, self._none(), self._none()).version())  # noqa: FBT003 (Scala's, by position)

    def newest_batch(self, table: Table) -> int:
        """Return the highest batch number that was ever written to a table; -1 for none."""
        row = self.read(table).agg(F.max("batch")).first()
        return -1 if row is None or row[0] is None else int(row[0])

    def _log(self, table: Table) -> JavaObject:
        jvm = self.spark.sparkContext._jvm  # noqa: SLF001 (Delta's log has no Python face)
        assert jvm is not None  # noqa: S101
        return jvm.org.apache.spark.sql.delta.DeltaLog.forTable(
            self.spark._jsparkSession,  # noqa: SLF001
            self.path(table),
        )

    def _none(self) -> JavaObject:
        jvm = self.spark.sparkContext._jvm  # noqa: SLF001
        assert jvm is not None  # noqa: S101
        return jvm.scala.Option.empty()
