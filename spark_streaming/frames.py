"""Small tables that the driver holds, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spark_streaming.delta.arrow import arrow_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession


def small_frame(
    spark: SparkSession, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]
) -> DataFrame:
    """Return rows as a frame that joins by broadcast; see `arrow_rows`."""
    return spark.createDataFrame(arrow_rows(columns, rows))
