"""The shape that every family of day values has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark.sql import Column, DataFrame

DAY: Final = ("user_id", "date")


class DayValue(NamedTuple):
    """One metric as a column of a frame with one row for each person and day."""

    metric: str
    value: Column
    detail: Column | None = None


def day_values(days: DataFrame, values: Iterable[DayValue]) -> DataFrame:
    """Turn columns into rows, without those that are null and say nothing of why.

    Args:
        days: One row for each `user_id, date`.
        values: What each column says.

    Returns:
        `user_id, date, metric, value, detail`.
    """
    told = F.explode(
        F.array(
            *(
                F.struct(
                    F.lit(said.metric).alias("metric"),
                    said.value.cast("double").alias("value"),
                    (said.detail if said.detail is not None else F.lit(None))
                    .cast("string")
                    .alias("detail"),
                )
                for said in values
            )
        )
    )
    return (
        days.select(*DAY, told.alias("said"))
        .select(*DAY, "said.metric", "said.value", "said.detail")
        .where(F.col("value").isNotNull() | F.col("detail").isNotNull())
    )
