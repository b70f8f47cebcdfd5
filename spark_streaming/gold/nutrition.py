"""What was eaten: each nutrient summed in whole small units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.columns import named, once
from spark_streaming.gold.values import DayValue

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


def with_nutrients(records: DataFrame) -> DataFrame:
    """Add what each meal holds, in small units; null where no item of it tells.

    Args:
        records: Rows of `silver/observation`; of those that are no meals, all is null.
    """
    is_meal = F.col("type") == "meal"
    read = F.from_json(F.when(is_meal, F.col("record")), _MEAL).alias("meal")
    return records.select("*", read).select("*", *_nutrients()).drop("meal")


@once
def _nutrients() -> tuple[Column, ...]:
    return named({metric: _whole(metric, field) for metric, field in _FIELDS.items()})


def nutrition_sums() -> dict[str, Column]:
    """Return what is summed over a day's records."""
    return {
        "meals": F.count_if(F.col("type") == "meal"),
        **{metric: F.sum(metric) for metric in _FIELDS},
    }


def nutrition_values() -> list[DayValue]:
    """Return the values of a day of these sums; detail of `energy_in`: how many meals."""
    meals = F.when(F.col("meals") > 0, F.to_json(F.struct("meals")))
    return [
        DayValue(
            metric,
            F.col(metric) / SMALL_UNIT_PER_CANONICAL[metric],
            meals if metric == "energy_in" else None,
        )
        for metric in _FIELDS
    ]


def _whole(metric: str, field: str) -> Column:
    """Sum one field of a meal's items; null where none has it."""
    per_unit = SMALL_UNIT_PER_CANONICAL[metric]
    amounts = F.filter(
        F.transform(
            f"meal.items.{field}", lambda amount: F.rint(amount * per_unit).cast("bigint")
        ),
        lambda amount: amount.isNotNull(),
    )
    total = F.aggregate(
        amounts, F.lit(0).cast("bigint"), lambda so_far, amount: so_far + amount
    )
    return F.when(F.size(amounts) > 0, total)
