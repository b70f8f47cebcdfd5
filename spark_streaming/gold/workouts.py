"""Sessions done: how long, how hard, and each minute of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from schema.apportionment import EvenCut, even_cut_part
from spark_streaming.gold.grain import MINUTE_MS
from spark_streaming.gold.pieces import column_div, column_where
from spark_streaming.gold.values import DAY, DayValue, day_values

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
_KIND_OF_ITS_OWN: Final = ("strength", "mobility")
_FURTHEST: Final = 1 << 30


def workout_minutes(workouts: DataFrame, ranks: DataFrame) -> DataFrame:
    """Cut sessions into minutes, each of one session: the source believed most.

    A session logged by a watch and by hand is there once. Its energy, gross, is shared out
    by time and largest remainder.

    Args:
        workouts: Standing `workout` rows of `silver/observation` with `start_ms, end_ms`.
        ranks: `user_id, source_id, metric, rank`.

    Returns:
        `user_id, minute_at, kind, met, covered_ms, cal` (gross small calories, null where
        the session does not tell).
    """
    read = workouts.select(
        "user_id",
        "source_id",
        "record_id",
        "start_ms",
        "end_ms",
        F.from_json("record", "activity STRING, energy_kcal DOUBLE").alias("session"),
        F.floor(F.col("start_ms") / MINUTE_MS).alias("first"),
        F.floor((F.col("end_ms") - 1) / MINUTE_MS).alias("last"),
    ).where(F.col("end_ms") > F.col("start_ms"))
    cut = read.select(
        "*",
        F.rint(F.col("session.energy_kcal") * 1000).cast("bigint").alias("amount"),
        F.explode(F.sequence("first", "last")).alias("minute"),
    )
    head = F.least("end_ms", (F.col("first") + 1) * MINUTE_MS) - F.col("start_ms")
    tail = F.when(F.col("last") > F.col("first"), F.col("end_ms") - F.col("last") * MINUTE_MS)
    placed = cut.select(
        "*",
        head.alias("head_ms"),
        F.coalesce(tail, F.lit(0)).cast("bigint").alias("tail_ms"),
        F.greatest(F.col("last") - F.col("first") - 1, F.lit(0)).alias("cells"),
        (F.col("minute") - F.col("first")).alias("position"),
        _covered_ms().alias("covered_ms"),
    )
    part = even_cut_part(
        F.col("amount"),
        EvenCut(F.col("head_ms"), F.lit(MINUTE_MS), F.col("cells"), F.col("tail_ms")),
        F.col("position"),
        floor_divide=column_div,
        where=column_where,
    )
    ranked = placed.join(
        F.broadcast(ranks.where(F.col("metric") == "workout").drop("metric")),
        ["user_id", "source_id"],
        "left",
    )
    best = Window.partitionBy("user_id", "minute").orderBy(
        F.coalesce("rank", F.lit(_FURTHEST)), "source_id", F.desc("covered_ms"), "record_id"
    )
    activity = F.col("session.activity")
    return (
        ranked.select("*", part.alias("cal"), F.row_number().over(best).alias("place"))
        .where(F.col("place") == 1)
        .select(
            "user_id",
            F.timestamp_seconds(F.col("minute") * 60).alias("minute_at"),
            F.when(activity.isin(*_KIND_OF_ITS_OWN), activity)
            .otherwise("cardio")
            .alias("kind"),
            _met(activity).alias("met"),
            "covered_ms",
            "cal",
        )
    )


def workouts(minutes: DataFrame) -> DataFrame:
    """Add up a day's training: minutes, and load = minutes · MET.

    Args:
        minutes: `workout_minutes` with their `date`.

    Returns:
        `user_id, date, metric, value, detail`; detail of `workout_load`: the load by kind.
    """
    by_kind = minutes.groupBy(*DAY, "kind", "met").agg(F.sum("covered_ms").alias("covered_ms"))
    loads = by_kind.groupBy(*DAY, "kind").agg(
        F.sum("covered_ms").alias("covered_ms"),
        F.sum(F.col("covered_ms") / MINUTE_MS * F.col("met")).alias("load"),
    )
    by_day = loads.groupBy(*DAY).agg(
        F.sum("covered_ms").alias("covered_ms"),
        F.sum("load").alias("load"),
        F.map_from_entries(
            F.array_sort(F.collect_list(F.struct("kind", F.round("load", 6).alias("load"))))
        ).alias("kinds"),
    )
    return day_values(
        by_day,
        [
            DayValue("workout_minutes", F.col("covered_ms") / MINUTE_MS),
            DayValue(
                "workout_load",
                F.col("load"),
                F.to_json(F.struct(F.col("kinds").alias("load_by_kind"))),
            ),
        ],
    )


def _covered_ms() -> Column:
    border_ms = F.col("minute") * MINUTE_MS
    return F.least(F.col("end_ms"), border_ms + MINUTE_MS) - F.greatest(
        F.col("start_ms"), border_ms
    )


def _met(activity: Column) -> Column:
    known = F.create_map(
        *(F.lit(part) for name, met in SESSION_MET.items() for part in (name, met))
    )
    return F.coalesce(known[activity], F.lit(_OTHER_MET))
