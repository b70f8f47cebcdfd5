"""Whose days a batch made new, as the log hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from schema.events.envelope import Change

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def changes_of(days: DataFrame | None, stream: str, number: int) -> list[Change]:
    """Return one change for each person of a batch.

    Args:
        days: The rows of `gold/day` that it told, if any.
        stream: Whose batch.
        number: Of the batch.
    """
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
    return [Change(stream=stream, batch=number, **row.asDict()) for row in rows]
