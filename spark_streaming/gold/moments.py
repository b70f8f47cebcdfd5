"""A person's minute with all that is known of it in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_METRICS: Final = (
    "heart_rate",
    "steps",
    "active_energy",
    "total_energy",
    "resting_heart_rate",
    "sleep_stage",
)
_ASLEEP: Final = ("light", "deep", "rem", "asleep")


def moments(minutes: DataFrame, workout_minutes: DataFrame) -> DataFrame:
    """Lay the metrics of each minute beside each other.

    Args:
        minutes: Standing rows of `gold/minute` with `date, local_minute`.
        workout_minutes: `workouts.workout_minutes` with `date, local_minute`.

    Returns:
        One row for each `user_id, date, local_minute, minute_at`: `heart_rate_bpm, steps,
        active_cal, total_cal, total_covered_ms, resting_bpm, is_asleep, workout_cal,
        workout_covered_ms`; null where nothing was recorded.
    """
    measured = minutes.where(F.col("metric").isin(*_METRICS)).select(
        "user_id",
        "date",
        "local_minute",
        "minute_at",
        _of("heart_rate", "mean").alias("heart_rate_bpm"),
        _of("steps", "total").alias("steps"),
        _of("active_energy", "total").alias("active_cal"),
        _of("total_energy", "total").alias("total_cal"),
        _of("total_energy", "covered_ms").alias("total_covered_ms"),
        _of("resting_heart_rate", "mean").alias("resting_bpm"),
        F.when(F.col("metric") == "sleep_stage", F.col("category").isin(*_ASLEEP)).alias(
            "is_asleep"
        ),
    )
    trained = workout_minutes.select(
        "user_id",
        "date",
        "local_minute",
        "minute_at",
        F.col("cal").alias("workout_cal"),
        F.col("covered_ms").alias("workout_covered_ms"),
    )
    together = measured.unionByName(trained, allowMissingColumns=True)
    key = ("user_id", "date", "local_minute", "minute_at")
    return together.groupBy(*key).agg(
        *(F.max(name).alias(name) for name in together.columns if name not in key)
    )


def _of(metric: str, column: str) -> Column:
    return F.when(F.col("metric") == metric, F.col(column))
