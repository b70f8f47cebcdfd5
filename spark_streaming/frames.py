"""Small tables that the driver holds, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyspark.sql import DataFrame, SparkSession

_KIND = {
    "STRING": pa.string(),
    "BIGINT": pa.int64(),
    "INT": pa.int32(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us", tz="UTC"),
}


def small_frame(
    spark: SparkSession, columns: dict[str, str], rows: Iterable[Sequence[Any]]
) -> DataFrame:
    """Return rows as a frame that joins by broadcast; see `arrow_rows`."""
    return spark.createDataFrame(arrow_rows(columns, rows))


def arrow_rows(columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Return rows as an Arrow table.

    Args:
        columns: Name to Spark SQL type, one of STRING, BIGINT, INT, DOUBLE, DATE,
            TIMESTAMP.
        rows: One value a column.
    """
    listed = list(rows)
    arrays = [
        pa.array([row[place] for row in listed], type=_KIND[kind])
        for place, kind in enumerate(columns.values())
    ]
    return pa.Table.from_arrays(arrays, names=list(columns))
