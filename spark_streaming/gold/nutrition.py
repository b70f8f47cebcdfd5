"""What was eaten: each nutrient summed in whole small units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.gold.values import DAY, DayValue, day_values

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_FIELDS: Final = {
    "energy_in": "energy_kcal",
    "protein": "protein_g",
    "carbohydrate": "carbohydrate_g",
    "fat": "fat_g",
    "fibre": "fibre_g",
}
_MEAL: Final = (
    "items ARRAY<STRUCT<" + ", ".join(f"{field}: DOUBLE" for field in _FIELDS.values()) + ">>"
)


def nutrition(meals: DataFrame) -> DataFrame:
    """Add up a day's meals; a nutrient that no item tells stays null.

    Args:
        meals: Standing `meal` rows of `silver/observation` with their `date`.

    Returns:
        `user_id, date, metric, value, detail`; detail of `energy_in`: the number of meals.
    """
    eaten = meals.select(*DAY, F.from_json("record", _MEAL).alias("meal"))
    by_day = eaten.groupBy(*DAY).agg(
        F.count("*").alias("meals"),
        *(F.sum(_whole(metric, field)).alias(metric) for metric, field in _FIELDS.items()),
    )
    return day_values(
        by_day,
        [
            DayValue(
                metric,
                F.col(metric) / SMALL_UNIT_PER_CANONICAL[metric],
                F.to_json(F.struct("meals")) if metric == "energy_in" else None,
            )
            for metric in _FIELDS
        ],
    )


def _whole(metric: str, field: str) -> Column:
    """Sum one field of a meal's items; null where none has it."""
    amounts = F.filter(
        F.transform(f"meal.items.{field}", lambda amount: _small(metric, amount)),
        lambda amount: amount.isNotNull(),
    )
    total = F.aggregate(
        amounts, F.lit(0).cast("bigint"), lambda so_far, amount: so_far + amount
    )
    return F.when(F.size(amounts) > 0, total)


def _small(metric: str, amount: Column) -> Column:
    return F.rint(amount * SMALL_UNIT_PER_CANONICAL[metric]).cast("bigint")
