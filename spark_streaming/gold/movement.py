"""What adds up over a day: steps, floors, metres, what was drunk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.gold.moments import AMOUNTS
from spark_streaming.gold.values import DayValue

if TYPE_CHECKING:
    from pyspark.sql import Column


def movement_sums() -> dict[str, Column]:
    """Return what is summed over a day's moments: whole small units, so that it is exact."""
    return {metric: F.sum(metric) for metric in AMOUNTS}


def movement_values() -> list[DayValue]:
    """Return the values of a day of these sums."""
    return [
        DayValue(metric, F.col(metric) / SMALL_UNIT_PER_CANONICAL[metric]) for metric in AMOUNTS
    ]
