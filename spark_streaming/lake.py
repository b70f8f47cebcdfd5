"""The tables of the lake as Spark sees them: made, read and appended to."""

from __future__ import annotations

from copy import copy
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from delta.tables import DeltaTable
from deltalake import write_deltalake
from pyspark.sql import functions as F
from pyspark.sql.types import StructType

from schema.tables import TABLES, Table
from spark_streaming import files
from spark_streaming.frames import arrow_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py4j.java_gateway import JavaObject
    from pyspark.sql import DataFrame, SparkSession

ONE_FILE_ROWS = 100_000
"""Up to here a batch's rows of one table are written by one task, as one file a bucket."""

_PROPERTIES = {
    "delta.checkpointInterval": "100",
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 6 hours",
    # Longer than any read of a table takes. Each look at a table goes through what it says of
    # files that were replaced, and these are ten for each that is there.
    "delta.deletedFileRetentionDuration": "interval 1 hours",
    "delta.dataSkippingNumIndexedCols": "32",
}


class Beside(NamedTuple):
    """The same lake as delta-rs reaches it.

    Attributes:
        root: The address.
        access: Storage options, for a bucket.
    """

    root: str
    access: dict[str, str] | None = None


class Lake:
    """One lakehouse: a folder or a bucket, by its address.

    Args:
        spark: The session.
        root: The address.
        beside: Where delta-rs finds it, if not there.
    """

    def __init__(self, spark: SparkSession, root: str, beside: Beside | None = None) -> None:
        self.spark = spark
        self.root = root.rstrip("/")
        self._beside = beside or Beside(self.root)
        self._writers = {table: Lock() for table in TABLES}

    def within(self, spark: SparkSession) -> Lake:
        """Return the same lake in another session."""
        same = copy(self)
        same.spark = spark
        return same

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

    def append(self, table: Table, rows: DataFrame, about: int = 0) -> None:
        """Append rows, in order, so that a read can skip most of a file.

        Args:
            table: Where to.
            rows: At least its columns.
            about: How many rows the batch has that they are of.
        """
        selected = rows.select(
            *(F.col(name).cast(kind).alias(name) for name, kind in table.columns.items())
        )
        if about <= ONE_FILE_ROWS:
            selected = selected.coalesce(1)
        if table.sort:
            selected = selected.sortWithinPartitions(
                *([table.partition] if table.partition else []), *table.sort
            )
        with self.alone(table):
            selected.write.format("delta").mode("append").save(self.path(table))

    def append_row(self, table: Table, row: Sequence[Any]) -> None:
        """Append what the driver knows by itself: through Spark it would take a job."""
        root, access = self._beside
        rows = arrow_rows(table.columns, [row])
        with self.alone(table):
            write_deltalake(f"{root}/{table.path}", rows, mode="append", storage_options=access)

    def written_version(self, table: Table) -> int:
        """Return a version of a table that has all that this process wrote to it."""
        return int(self._log(table).unsafeVolatileSnapshot().version())

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
