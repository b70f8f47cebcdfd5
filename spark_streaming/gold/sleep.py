"""Nights: stages gathered into sessions, or the source's own summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from spark_streaming.gold.calendar import on_local_days
from spark_streaming.gold.values import DAY

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

LONGEST_GAP_MIN: Final = 60
_ASLEEP: Final = ("light", "deep", "rem", "asleep")
_WHOLE_DAY_MS: Final = 20 * 3_600_000
"""A summary of this length or more speaks of a day, and says nothing of bedtime."""

_NOON_MIN: Final = 720
_DAY_MIN: Final = 1440
_FURTHEST: Final = 1 << 30


def sleep(
    minutes: DataFrame, summaries: DataFrame, zones: DataFrame, ranks: DataFrame
) -> DataFrame:
    """Tell how long each day's sleep was: the day of its final waking.

    Args:
        minutes: Standing `sleep_stage` rows of `gold/minute`.
        summaries: Standing `sleep` rows of `silver/observation` with `start_ms, end_ms` and
            their `date`.
        zones: `user_id, begin_ms, end_ms, zone`.
        ranks: `user_id, source_id, metric, rank`.

    Returns:
        `user_id, date, metric, value, detail`.
    """
    staged = nights(sessions(minutes, zones))
    summed = _summarised(summaries, ranks)
    return staged.join(
        summed.select(*DAY, F.col("value").alias("summed"), F.col("detail").alias("said")),
        [*DAY],
        "full",
    ).select(
        *DAY,
        F.lit("sleep_duration").alias("metric"),
        F.coalesce("value", "summed").alias("value"),
        F.when(F.col("value").isNotNull(), F.col("detail"))
        .otherwise(F.col("said"))
        .alias("detail"),
    )


def sessions(minutes: DataFrame, zones: DataFrame) -> DataFrame:
    """Gather minutes of stages that lie within an hour of each other.

    A session ends with its final waking: what lies awake after it is left out, and a
    session without any sleep is none.

    Args:
        minutes: Standing `sleep_stage` rows of `gold/minute`.
        zones: `user_id, begin_ms, end_ms, zone`.

    Returns:
        `user_id, date, start_at, end_at, asleep_min, awake_min, deep_min, rem_min,
        bedtime_min` (from the noon before), `stages`.
    """
    by_time = Window.partitionBy("user_id").orderBy("minute_at")
    at_min = F.call_function("div", F.unix_seconds("minute_at"), F.lit(60))
    timed = minutes.select("user_id", "minute_at", "category", at_min.alias("at_min"))
    gap_min = F.col("at_min") - F.lag("at_min").over(by_time) - 1
    grouped = timed.select(
        "*",
        (gap_min.isNull() | (gap_min > LONGEST_GAP_MIN)).cast("int").alias("begins"),
        (
            gap_min.isNull()
            | (gap_min > 0)
            | (F.lag("category").over(by_time) != F.col("category"))
        )
        .cast("int")
        .alias("turns"),
    ).select(
        "*",
        F.sum("begins")
        .over(by_time.rowsBetween(Window.unboundedPreceding, 0))
        .alias("session"),
        F.sum("turns").over(by_time.rowsBetween(Window.unboundedPreceding, 0)).alias("turn"),
    )
    of_session = Window.partitionBy("user_id", "session")
    is_asleep = F.col("category").isin(*_ASLEEP)
    slept = grouped.withColumn(
        "waking_min", F.max(F.when(is_asleep, F.col("at_min"))).over(of_session)
    ).where(F.col("at_min") <= F.col("waking_min"))

    stretches = slept.groupBy("user_id", "session", "turn", "category").agg(
        F.min("minute_at").alias("start_at"), F.count("*").alias("minutes")
    )
    by_session = stretches.groupBy("user_id", "session").agg(
        F.min("start_at").alias("start_at"),
        (F.max(F.unix_seconds("start_at") + F.col("minutes") * 60)).alias("end_s"),
        *(
            F.sum(F.when(F.col("category").isin(*names), F.col("minutes")).otherwise(0)).alias(
                f"{name}_min"
            )
            for name, names in (
                ("asleep", _ASLEEP),
                ("awake", ("awake",)),
                ("deep", ("deep",)),
                ("rem", ("rem",)),
            )
        ),
        F.array_sort(
            F.collect_list(
                F.struct(
                    _iso(F.col("start_at")).alias("start"),
                    F.col("category").alias("stage"),
                    "minutes",
                )
            )
        ).alias("stages"),
    )
    begun = on_local_days(by_session, F.col("start_at"), zones).drop("date")
    ended = begun.select(
        "*",
        F.timestamp_seconds("end_s").alias("end_at"),
        ((F.col("local_minute") + _NOON_MIN) % _DAY_MIN).alias("bedtime_min"),
    ).drop("local_minute")
    return on_local_days(ended, F.timestamp_seconds(F.col("end_s") - 1), zones)


def nights(sessions: DataFrame) -> DataFrame:
    """Add up the sessions of a day; the longest one is the night that is told in full."""
    longest = F.max(
        F.struct(
            F.col("asleep_min"),
            F.col("end_at"),
            F.struct(
                _iso(F.col("start_at")).alias("start"),
                _iso(F.col("end_at")).alias("end"),
                F.col("awake_min").alias("awake_minutes"),
                F.col("deep_min").alias("deep_minutes"),
                F.col("rem_min").alias("rem_minutes"),
                F.col("bedtime_min"),
                "stages",
            ).alias("night"),
        )
    )
    by_day = sessions.groupBy(*DAY).agg(
        F.sum("asleep_min").alias("value"),
        F.count("*").alias("sessions"),
        longest["night"].alias("night"),
    )
    detail = F.to_json(F.struct(F.lit("stages").alias("method"), "sessions", "night.*"))
    return by_day.select(
        *DAY, F.col("value").cast("double").alias("value"), detail.alias("detail")
    )


def _summarised(summaries: DataFrame, ranks: DataFrame) -> DataFrame:
    """Take the summaries of the source that is believed most, added up over the day."""
    read = summaries.select(
        *DAY,
        "source_id",
        "start_at",
        "end_at",
        (F.col("end_ms") - F.col("start_ms") < _WHOLE_DAY_MS).alias("is_night"),
        F.from_json("record", "asleep_minutes DOUBLE, in_bed_minutes DOUBLE").alias("sleep"),
    )
    by_source = read.groupBy(*DAY, "source_id").agg(
        F.sum("sleep.asleep_minutes").alias("value"),
        F.sum("sleep.in_bed_minutes").alias("in_bed_minutes"),
        _iso(F.min(F.when(F.col("is_night"), F.col("start_at")))).alias("start"),
        _iso(F.max(F.when(F.col("is_night"), F.col("end_at")))).alias("end"),
    )
    best = Window.partitionBy(*DAY).orderBy(F.coalesce("rank", F.lit(_FURTHEST)), "source_id")
    detail = F.to_json(
        F.struct(F.lit("summary").alias("method"), "start", "end", "in_bed_minutes")
    )
    return (
        by_source.where(F.col("value").isNotNull())
        .join(
            F.broadcast(ranks.where(F.col("metric") == "sleep").drop("metric")),
            ["user_id", "source_id"],
            "left",
        )
        .withColumn("place", F.row_number().over(best))
        .where(F.col("place") == 1)
        .select(*DAY, "value", detail.alias("detail"))
    )


def _iso(instant: Column) -> Column:
    return F.date_format(instant, "yyyy-MM-dd'T'HH:mm:ss'Z'")
