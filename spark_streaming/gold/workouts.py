"""Sessions done: how long, how hard, and each minute of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from schema.apportionment import EvenCut, even_cut_part
from spark_streaming.columns import column_div, column_where, named, once
from spark_streaming.gold.grain import MINUTE_MS
from spark_streaming.gold.values import DayValue

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

SESSION_MET: Final[dict[str, float]] = {
    "walking": 3.5,  # 17190
    "running": 8.0,  # 12150, general
    "cycling": 7.5,  # 01015, general
    "swimming": 6.0,  # 18350, leisurely
    "rowing": 4.8,  # 02070, moderate effort
    "strength": 5.0,  # 02052
    "mobility": 2.5,  # 02150
    "cardio": 6.0,  # 12010
    "sport": 7.0,  # 15605, soccer, casual
}
"""Intensity by activity, gross. Source: Compendium of Physical Activities 2011, by code."""

_OTHER_MET: Final = 5.0
KINDS: Final = ("cardio", "strength", "mobility")
_FURTHEST: Final = 1 << 30
_LOAD_DIGITS: Final = 6


def workout_minutes(workouts: DataFrame, ranks: DataFrame) -> DataFrame:
    """Cut sessions into minutes, each of one session: the source believed most.

    A session logged by a watch and by hand is there once. Its energy, gross, is shared out
    by time and largest remainder.

    Args:
        workouts: Standing `workout` rows of `silver/observation` with `start_ms, end_ms`.
        ranks: `user_id, source_id, metric, rank`.

    Returns:
        Rows as of `gold/minute`: `user_id, metric, minute_at, total` (gross small calories,
        null where the session does not tell), `mean, maximum` (MET), `covered_ms, category`
        (kind of session).
    """
    believed = F.broadcast(ranks.where(F.col("metric") == "workout").drop("metric"))
    return (
        workouts.where(F.col("end_ms") > F.col("start_ms"))
        .select("user_id", "source_id", "record_id", "start_ms", "end_ms", *_read())
        .select("*", F.explode(F.sequence("first", "last")).alias("minute"))
        .select("*", *_cut())
        .join(believed, ["user_id", "source_id"], "left")
        .select("*", *_placed())
        .where("place = 1")
        .select(*_as_minute())
    )


@once
def _read() -> tuple[Column, ...]:
    session = F.from_json("record", "activity STRING, energy_kcal DOUBLE")
    return named(
        {
            "activity": session["activity"],
            "amount": F.rint(session["energy_kcal"] * 1000).cast("bigint"),
            "first": F.floor(F.col("start_ms") / MINUTE_MS),
            "last": F.floor((F.col("end_ms") - 1) / MINUTE_MS),
        }
    )


@once
def _cut() -> tuple[Column, ...]:
    border_ms = F.col("minute") * MINUTE_MS
    has_tail = F.col("last") > F.col("first")
    tail_ms = F.when(has_tail, F.col("end_ms") - F.col("last") * MINUTE_MS)
    return named(
        {
            "head_ms": F.least("end_ms", (F.col("first") + 1) * MINUTE_MS) - F.col("start_ms"),
            "tail_ms": F.coalesce(tail_ms, F.lit(0)).cast("bigint"),
            "cells": F.greatest(F.col("last") - F.col("first") - 1, F.lit(0)),
            "position": F.col("minute") - F.col("first"),
            "covered_ms": F.least(F.col("end_ms"), border_ms + MINUTE_MS)
            - F.greatest(F.col("start_ms"), border_ms),
        }
    )


@once
def _placed() -> tuple[Column, ...]:
    best = Window.partitionBy("user_id", "minute").orderBy(
        F.coalesce("rank", F.lit(_FURTHEST)), "source_id", F.desc("covered_ms"), "record_id"
    )
    part = even_cut_part(
        F.col("amount"),
        EvenCut(F.col("head_ms"), F.lit(MINUTE_MS), F.col("cells"), F.col("tail_ms")),
        F.col("position"),
        floor_divide=column_div,
        where=column_where,
    )
    return named({"total": part, "place": F.row_number().over(best)})


@once
def _as_minute() -> tuple[Column, ...]:
    activity = F.col("activity")
    known = F.create_map(
        *(F.lit(part) for name, met in SESSION_MET.items() for part in (name, met))
    )
    met = F.coalesce(known[activity], F.lit(_OTHER_MET))
    return named(
        {
            "user_id": F.col("user_id"),
            "metric": F.lit("workout"),
            "minute_at": F.timestamp_seconds(F.col("minute") * 60),
            "total": F.col("total"),
            "mean": met,
            "maximum": met,
            "covered_ms": F.col("covered_ms"),
            "category": F.when(activity.isin(*KINDS), activity).otherwise("cardio"),
        }
    )


def workout_sums() -> dict[str, Column]:
    """Return what is summed over a day's moments: minutes, and load = minutes · MET."""
    minutes = F.col("workout_covered_ms") / MINUTE_MS
    load = minutes * F.col("workout_met")
    return {
        "workout_ms": F.sum("workout_covered_ms"),
        "workout_load": F.sum(load),
        **{f"{kind}_load": F.sum(F.when(F.col(f"is_{kind}"), load)) for kind in KINDS},
    }


def workout_values() -> list[DayValue]:
    """Return the values of a day of these sums; detail of `workout_load`: load by kind."""
    by_kind = F.struct(*(F.round(f"{kind}_load", _LOAD_DIGITS).alias(kind) for kind in KINDS))
    detail = F.to_json(F.struct(by_kind.alias("load_by_kind")))
    return [
        DayValue("workout_minutes", F.col("workout_ms") / MINUTE_MS),
        DayValue(
            "workout_load",
            F.col("workout_load"),
            F.when(F.col("workout_load").isNotNull(), detail),
        ),
    ]
