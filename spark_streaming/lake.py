"""The tables of the lake as Spark sees them."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from spark_streaming.columns import once
from spark_streaming.delta.lake_tables import LakeTables, Place, append_order
from spark_streaming.frames import small_frame

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

    from schema.tables import Table

FEW_ROWS = 100_000
"""Up to here a batch's rows of one table pass through the driver, into one file a bucket."""


class Lake(LakeTables):
    """One lakehouse: a folder or a bucket, by its address.

    Args:
        spark: The session.
        root: The address.
        beside: Where delta-rs finds it, if not there.
    """

    def __init__(self, spark: SparkSession, root: str, beside: Place | None = None) -> None:
        self.spark = spark
        self.root = root.rstrip("/")
        super().__init__(beside or Place(self.root))

    def within(self, spark: SparkSession) -> Lake:
        """Return the same lake in another session."""
        same = copy(self)
        same.spark = spark
        return same

    def path(self, table: Table) -> str:
        """Return the address of a table."""
        return f"{self.root}/{table.path}"

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
        """Append a frame's rows, by Spark where they are many.

        Args:
            table: Where to.
            rows: At least its columns.
            about: How many rows the batch has that they are of.
        """
        selected = rows.select(*_columns_of(table))
        if about <= FEW_ROWS:
            few = selected.limit(FEW_ROWS + 1).toArrow()
            if few.num_rows <= FEW_ROWS:
                self.append_rows(table, few)
                return
        order = append_order(table)
        ordered = selected.sortWithinPartitions(*order) if order else selected
        with self.alone(table):
            ordered.write.format("delta").mode("append").save(self.path(table))


@once
def _columns_of(table: Table) -> tuple[Column, ...]:
    return tuple(F.col(name).cast(kind).alias(name) for name, kind in table.columns.items())
