"""Levels of a day: means of its minutes, its highest heart rate, its last weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from spark_streaming.gold.moments import LEVELS
from spark_streaming.gold.values import DayValue

if TYPE_CHECKING:
    from pyspark.sql import Column
    from pyspark.sql.window import WindowSpec


def level_sums() -> dict[str, Column]:
    """Return means of a day's moments: an hour of seconds weighs as much as any other."""
    return {
        **{metric: F.avg(metric) for metric in LEVELS},
        "mean_heart_rate": F.avg("heart_rate_bpm"),
        "maximum_heart_rate": F.max("highest_bpm"),
        "body_weight": last_of("body_weight"),
    }


def level_values() -> list[DayValue]:
    """Return the values of a day of these."""
    return [DayValue(metric, F.col(metric)) for metric in level_sums()]


def last_of(state: str, over: WindowSpec | None = None) -> Column:
    """Return the last reading among moments: of a group, or of a window."""
    read_at = F.when(F.col(state).isNotNull(), F.col("minute_at"))
    reading = F.max_by(state, read_at)
    return reading if over is None else reading.over(over)
