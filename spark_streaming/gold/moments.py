"""A person's minute with all that is known of it in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from spark_streaming.columns import named, once
from spark_streaming.effort import gathered
from spark_streaming.gold.values import DAY
from spark_streaming.gold.workouts import KINDS

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

AMOUNTS: Final = ("steps", "floors", "distance", "hydration")
LEVELS: Final = ("hrv_rmssd", "respiratory_rate", "skin_temperature", "spo2")
STATES: Final = ("body_weight", "resting_heart_rate")
ASLEEP: Final = ("light", "deep", "rem", "asleep")

MOMENT: Final = ("user_id", "date", "local_minute", "minute_at")


def moments(minutes: DataFrame, trained: DataFrame) -> DataFrame:
    """Lay the metrics of each minute beside each other.

    Args:
        minutes: Standing rows of `gold/minute` with `date, local_minute`.
        trained: `workouts.workout_minutes` with `date, local_minute`.

    Returns:
        One row for each `user_id, date, local_minute, minute_at`: a column for each of
        `AMOUNTS` (small units), `LEVELS` and `STATES`, `heart_rate_bpm, highest_bpm,
        active_cal, total_cal, total_covered_ms, is_asleep, workout_cal, workout_covered_ms,
        workout_met` and `is_…` for each kind of workout; null where nothing was recorded.
        Numbers and booleans alone: with them Spark aggregates without sorting.
    """
    said = ("metric", "total", "mean", "maximum", "covered_ms", "category")
    together = minutes.select(*MOMENT, *said).unionAll(trained.select(*MOMENT, *said))
    return gathered(together, *DAY).groupBy(*MOMENT).agg(*_columns())


@once
def _columns() -> tuple[Column, ...]:
    return named(
        {
            **{metric: _of(metric, "total") for metric in AMOUNTS},
            **{metric: _of(metric, "mean") for metric in (*LEVELS, *STATES)},
            "heart_rate_bpm": _of("heart_rate", "mean"),
            "highest_bpm": _of("heart_rate", "maximum"),
            "active_cal": _of("active_energy", "total"),
            "total_cal": _of("total_energy", "total"),
            "total_covered_ms": _of("total_energy", "covered_ms"),
            "is_asleep": _is_of("sleep_stage", *ASLEEP),
            "workout_cal": _of("workout", "total"),
            "workout_covered_ms": _of("workout", "covered_ms"),
            "workout_met": _of("workout", "mean"),
            **{f"is_{kind}": _is_of("workout", kind) for kind in KINDS},
        }
    )


def _of(metric: str, column: str) -> Column:
    return F.max(F.when(F.col("metric") == metric, F.col(column)))


def _is_of(metric: str, *categories: str) -> Column:
    return F.max(F.when(F.col("metric") == metric, F.col("category").isin(*categories)))
