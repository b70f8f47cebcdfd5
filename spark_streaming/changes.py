"""Whose days a batch made new, as the log hears of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from schema.events.envelope import Change

if TYPE_CHECKING:
    import pyarrow as pa
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


def changes_among(days: pa.Table, stream: str, number: int) -> list[Change]:
    """Return the same of rows that the driver holds."""
    dates, metrics = defaultdict(set), defaultdict(set)
    columns = (days[name].to_pylist() for name in ("user_id", "date", "metric"))
    for user_id, day, metric in zip(*columns, strict=True):
        dates[user_id].add(day.isoformat())
        metrics[user_id].add(metric)
    return [
        Change(
            stream=stream,
            batch=number,
            user_id=user_id,
            dates=sorted(dates[user_id]),
            metrics=sorted(metrics[user_id]),
        )
        for user_id in sorted(dates)
    ]
