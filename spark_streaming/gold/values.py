"""The shape of a day's values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark.sql import Column

DAY: Final = ("user_id", "date")


class DayValue(NamedTuple):
    """One metric of a day, as columns of a frame with one row for each person and day."""

    metric: str
    value: Column
    detail: Column | None = None


def as_rows(values: Iterable[DayValue]) -> Column:
    """Return the values that say anything, as an array of `metric, value, detail`."""
    return F.filter(
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
        ),
        lambda said: said["value"].isNotNull() | said["detail"].isNotNull(),
    )
