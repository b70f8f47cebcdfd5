"""The body of a day, beside the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from spark_streaming.gold.energy import resting_cal
from spark_streaming.gold.values import DAY

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


def with_body(days: DataFrame, bodies: DataFrame) -> DataFrame:
    """Add what is known of the person's body on each day.

    Args:
        days: One row for each `user_id, date`.
        bodies: `user_id, from_date, until_date, birth_date, sex, height_cm, weight_kg`:
            periods that leave no gap.

    Returns:
        `user_id, date, sex, age_years, height_cm, weight_kg, resting_cal, missing`; the
        resting energy is of the whole calendar day, in small calories.
    """
    dated = days.select(*DAY).join(
        F.broadcast(bodies.withColumnRenamed("user_id", "body_user_id")),
        (F.col("user_id") == F.col("body_user_id"))
        & (F.col("date") >= F.col("from_date"))
        & (F.col("date") < F.col("until_date")),
        "left",
    )
    aged = dated.select(*DAY, "sex", _age_years().alias("age_years"), "height_cm", "weight_kg")
    needed = {"age_years": "birth_date", "height_cm": "height_cm", "weight_kg": "weight_kg"}
    return aged.select(
        "*",
        resting_cal(
            F.col("weight_kg"), F.col("height_cm"), F.col("age_years").cast("double")
        ).alias("resting_cal"),
        F.filter(
            F.array(
                *(F.when(F.col(name).isNull(), F.lit(said)) for name, said in needed.items())
            ),
            lambda said: said.isNotNull(),
        ).alias("missing"),
    )


def _age_years() -> Column:
    """Return completed years, as `schema.physiology.age.age_years` has them."""

    def place_in_year(day: str) -> Column:
        return F.month(day) * 100 + F.dayofmonth(day)

    had_birthday = place_in_year("date") >= place_in_year("birth_date")
    return F.year("date") - F.year("birth_date") - F.when(had_birthday, 0).otherwise(1)
