"""Samples cut at the borders of minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import functions as F

from schema.apportionment import EvenCut, even_cut_part
from schema.events import EVENT_TYPES, Aggregation
from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.gold.grain import MINUTE_MS

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


def types_of(*aggregations: Aggregation) -> list[str]:
    """Return the event types that add up in one of these ways."""
    return [name for name, kind in EVENT_TYPES.items() if kind.aggregation in aggregations]


def pieces(samples: DataFrame) -> DataFrame:
    """Cut each sample into its minutes; the parts of an amount sum exactly to it.

    An amount, in whole small units, is shared out by time and largest remainder. A level or
    a stage holds in each of its minutes.

    Args:
        samples: Rows with `type, value, start_ms, end_ms`.

    Returns:
        The rows, once for each minute they touch, with `minute` (whole minutes since the
        epoch), `part` (small units, null for what does not add up) and `covered_ms`.
    """
    last_ms = F.greatest(F.col("end_ms") - 1, F.col("start_ms"))
    spread = samples.select(
        "*",
        _small_units().alias("amount"),
        _minute_of(F.col("start_ms")).alias("first_minute"),
        _minute_of(last_ms).alias("last_minute"),
    ).select(
        "*",
        F.explode(F.sequence("first_minute", "last_minute")).alias("minute"),
    )
    border_ms = F.col("minute") * MINUTE_MS
    placed = spread.select(
        "*",
        (
            F.least(F.col("end_ms"), border_ms + MINUTE_MS)
            - F.greatest(F.col("start_ms"), border_ms)
        ).alias("covered_ms"),
        ((F.col("first_minute") + 1) * MINUTE_MS - F.col("start_ms")).alias("head_ms"),
        (F.col("end_ms") - F.col("last_minute") * MINUTE_MS).alias("tail_ms"),
        (F.col("last_minute") - F.col("first_minute") - 1).alias("cells"),
        (F.col("minute") - F.col("first_minute")).alias("position"),
    )
    cut = EvenCut(F.col("head_ms"), F.lit(MINUTE_MS), F.col("cells"), F.col("tail_ms"))
    part = even_cut_part(
        F.col("amount"), cut, F.col("position"), floor_divide=column_div, where=column_where
    )
    return placed.select(
        *samples.columns,
        "minute",
        F.when(F.col("first_minute") == F.col("last_minute"), F.col("amount"))
        .otherwise(part)
        .alias("part"),
        "covered_ms",
    )


def _minute_of(epoch_ms: Column) -> Column:
    return F.floor(epoch_ms / MINUTE_MS)


def _small_units() -> Column:
    factors = {name: SMALL_UNIT_PER_CANONICAL[name] for name in types_of(Aggregation.SUM)}
    amount: Any = F
    for name, factor in factors.items():
        amount = amount.when(F.col("type") == name, F.rint(F.col("value") * factor))
    whole: Column = amount.cast("bigint")
    return whole


def column_div(dividend: Column, divisor: Column) -> Column:
    """Return the whole part of a quotient."""
    return F.call_function("div", dividend, divisor)


def column_where(test: Column, yes: Column, no: Column) -> Column:
    """Return one of two columns, by a test."""
    return F.when(test, yes).otherwise(no)
