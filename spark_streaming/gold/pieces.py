"""Samples cut at the borders of minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyspark.sql import functions as F

from schema.apportionment import EvenCut, even_cut_part
from schema.events import EVENT_TYPES, Aggregation
from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.columns import column_div, column_where, named, once
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
    return (
        samples.select("*", *_spans())
        .select("*", F.explode(F.sequence("first_minute", "last_minute")).alias("minute"))
        .select("*", *_cut())
        .select("*", _part())
    )


@once
def _spans() -> tuple[Column, ...]:
    last_ms = F.greatest(F.col("end_ms") - 1, F.col("start_ms"))
    return named(
        {
            "amount": _small_units(),
            "first_minute": F.floor(F.col("start_ms") / MINUTE_MS),
            "last_minute": F.floor(last_ms / MINUTE_MS),
        }
    )


@once
def _cut() -> tuple[Column, ...]:
    begin_ms = F.col("minute") * MINUTE_MS
    first, last = F.col("first_minute"), F.col("last_minute")
    return named(
        {
            "covered_ms": F.least(F.col("end_ms"), begin_ms + MINUTE_MS)
            - F.greatest(F.col("start_ms"), begin_ms),
            "head_ms": (first + 1) * MINUTE_MS - F.col("start_ms"),
            "tail_ms": F.col("end_ms") - last * MINUTE_MS,
            "cells": last - first - 1,
            "position": F.col("minute") - first,
        }
    )


@once
def _part() -> Column:
    cut = EvenCut(F.col("head_ms"), F.lit(MINUTE_MS), F.col("cells"), F.col("tail_ms"))
    part = even_cut_part(
        F.col("amount"), cut, F.col("position"), floor_divide=column_div, where=column_where
    )
    is_whole = F.col("first_minute") == F.col("last_minute")
    return F.when(is_whole, F.col("amount")).otherwise(part).alias("part")


def _small_units() -> Column:
    factors = {name: SMALL_UNIT_PER_CANONICAL[name] for name in types_of(Aggregation.SUM)}
    amount: Any = F
    for name, factor in factors.items():
        amount = amount.when(F.col("type") == name, F.rint(F.col("value") * factor))
    whole: Column = amount.cast("bigint")
    return whole
