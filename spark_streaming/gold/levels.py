"""Levels of a day: means of its minutes, its highest heart rate, its last weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from spark_streaming.gold.values import DAY

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

MEANS: Final = {
    "heart_rate": "mean_heart_rate",
    "hrv_rmssd": "hrv_rmssd",
    "respiratory_rate": "respiratory_rate",
    "skin_temperature": "skin_temperature",
    "spo2": "spo2",
}
LAST_READINGS: Final = ("body_weight",)


def levels(minutes: DataFrame) -> DataFrame:
    """Average the minutes of each level, so that a second-by-second hour weighs as any other.

    Args:
        minutes: Standing rows of `gold/minute` with their `date`.

    Returns:
        `user_id, date, metric, value, detail`.
    """
    wanted = (*MEANS, *LAST_READINGS)
    by_day = (
        minutes.where(F.col("metric").isin(*wanted))
        .groupBy(*DAY, "metric")
        .agg(
            F.avg("mean").alias("mean"),
            F.max("maximum").alias("maximum"),
            F.max(F.struct("minute_at", "mean"))["mean"].alias("last"),
        )
    )
    names = F.create_map(
        *(F.lit(part) for metric, name in MEANS.items() for part in (metric, name))
    )
    told = F.filter(
        F.array(
            F.when(
                F.col("metric").isin(*MEANS),
                F.struct(names[F.col("metric")].alias("metric"), F.col("mean").alias("value")),
            ),
            F.when(
                F.col("metric") == "heart_rate",
                F.struct(
                    F.lit("maximum_heart_rate").alias("metric"), F.col("maximum").alias("value")
                ),
            ),
            F.when(
                F.col("metric").isin(*LAST_READINGS),
                F.struct(F.col("metric").alias("metric"), F.col("last").alias("value")),
            ),
        ),
        lambda said: said.isNotNull(),
    )
    return by_day.select(*DAY, F.explode(told).alias("said")).select(
        *DAY, "said.metric", "said.value", F.lit(None).cast("string").alias("detail")
    )
