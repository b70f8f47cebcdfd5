"""The tables of the lake as Spark sees them: made, read and appended to."""

from __future__ import annotations

from copy import copy
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from pyspark.sql import functions as F

from schema.tables import TABLES, Table
from spark_streaming.arrow import arrow_rows
from spark_streaming.columns import once
from spark_streaming.frames import small_frame
from spark_streaming.table_log import TableLog

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

FEW_ROWS = 100_000
"""Up to here a batch's rows of one table pass through the driver, into one file a bucket."""


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
        place, access = beside or Beside(self.root)
        self._is_bucket = access is not None
        self._writers = {table: Lock() for table in TABLES}
        self._logs = {
            table: TableLog(table, f"{place.rstrip('/')}/{table.path}", access)
            for table in TABLES
        }

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
        for log in self._logs.values():
            log.create()

    def read(self, table: Table) -> DataFrame:
        """Return a table as it is.

        Of a bucket each file would be asked for by itself, which costs more than what
        Spark's Delta does.
        """
        files = self._logs[table].files()
        if not files:
            return small_frame(self.spark, table.columns, [])
        if self._is_bucket:
            return self.spark.read.format("delta").load(self.path(table))
        return (
            self.spark.read.schema(table.ddl)
            .option("basePath", self.path(table))
            .option("__globPaths__", "false")
            .parquet(*files)
        )

    def append(self, table: Table, rows: DataFrame, about: int = 0) -> None:
        """Append rows, in order, so that a read can skip most of a file.

        Args:
            table: Where to.
            rows: At least its columns.
            about: How many rows the batch has that they are of.
        """
        selected = rows.select(*_columns_of(table))
        if about <= FEW_ROWS:
            few = selected.limit(FEW_ROWS + 1).toArrow()
            if few.num_rows <= FEW_ROWS:
                self._append(table, few)
                return
        order = _order(table)
        ordered = selected.sortWithinPartitions(*order) if order else selected
        with self.alone(table):
            ordered.write.format("delta").mode("append").save(self.path(table))

    def append_row(self, table: Table, row: Sequence[Any]) -> None:
        """Append what the driver knows by itself."""
        self._append(table, arrow_rows(table.columns, [row]))

    def version(self, table: Table) -> int:
        """Return the newest version of a table."""
        return self._logs[table].version()

    def newest_batch(self, table: Table) -> int:
        """Return the highest batch number that was ever written to a table; -1 for none."""
        row = self.read(table).agg(F.max("batch")).first()
        return -1 if row is None or row[0] is None else int(row[0])

    def _append(self, table: Table, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        if order := _order(table):
            rows = rows.sort_by([(name, "ascending") for name in order])
        with self.alone(table):
            self._logs[table].append(rows)


@once
def _columns_of(table: Table) -> tuple[Column, ...]:
    return tuple(F.col(name).cast(kind).alias(name) for name, kind in table.columns.items())


def _order(table: Table) -> list[str]:
    return [*([table.partition] if table.partition else []), *table.sort]
