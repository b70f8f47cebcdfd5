"""What adds up over a day: steps, floors, metres, what was drunk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.gold.values import DAY

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SUMMED: Final = ("steps", "floors", "distance", "hydration")


def movement(minutes: DataFrame) -> DataFrame:
    """Sum whole small units, so that the day is exact.

    Args:
        minutes: Standing rows of `gold/minute` with their `date`.

    Returns:
        `user_id, date, metric, value, detail`.
    """
    units = F.create_map(
        *(
            part
            for metric in SUMMED
            for part in (F.lit(metric), F.lit(SMALL_UNIT_PER_CANONICAL[metric]))
        )
    )
    return (
        minutes.where(F.col("metric").isin(*SUMMED))
        .groupBy(*DAY, "metric")
        .agg(F.sum("total").alias("total"))
        .select(
            *DAY,
            "metric",
            (F.col("total") / units[F.col("metric")]).alias("value"),
            F.lit(None).cast("string").alias("detail"),
        )
    )
