"""Nights: stages gathered into sessions, or the source's own summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from spark_streaming.columns import column_div, named, once
from spark_streaming.gold.moments import ASLEEP
from spark_streaming.gold.values import DAY, DayValue

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

LONGEST_GAP_MIN: Final = 60
LONGEST_AWAKE_MIN: Final = 240
"""Who lay awake for longer sleeps once more: so no night needs a look further ahead."""

_WHOLE_DAY_MS: Final = 20 * 3_600_000
"""A summary of this length or more speaks of a day, and says nothing of bedtime."""

_NOON_MIN: Final = 720
_DAY_MIN: Final = 1440
_FURTHEST: Final = 1 << 30


def sleep(minutes: DataFrame, summaries: DataFrame, ranks: DataFrame) -> DataFrame:
    """Tell how long each day's sleep was: the day of its final waking.

    Args:
        minutes: Standing `sleep_stage` rows of `gold/minute` with `date, local_minute`.
        summaries: Standing `sleep` rows of `silver/observation` with `start_ms, end_ms` and
            the `date` of their end.
        ranks: `user_id, source_id, metric, rank`.

    Returns:
        `user_id, date, asleep_min, sleep_detail`.
    """
    staged = nights(sessions(minutes))
    summed = summarised(summaries, ranks).toDF(*DAY, "summed_min", "summed_detail")
    return staged.join(summed, [*DAY], "full").select(*DAY, *_staged_or_summed())


@once
def _staged_or_summed() -> tuple[Column, ...]:
    is_staged = F.col("asleep_min").isNotNull()
    return named(
        {
            "asleep_min": F.coalesce("asleep_min", "summed_min"),
            "sleep_detail": F.when(is_staged, F.col("sleep_detail")).otherwise(
                F.col("summed_detail")
            ),
        }
    )


def sleep_values() -> list[DayValue]:
    """Return the values of a day of these."""
    return [DayValue("sleep_duration", F.col("asleep_min"), F.col("sleep_detail"))]


def sessions(minutes: DataFrame) -> DataFrame:
    """Gather minutes of stages that lie within an hour of each other, and sleep within four.

    A session ends with its final waking: what lies awake after it is left out, and a
    session without any sleep is none.

    Args:
        minutes: Standing `sleep_stage` rows of `gold/minute` with `date, local_minute`.

    Returns:
        `user_id, date` (of the final waking), `start_at, end_at, asleep_min, awake_min,
        deep_min, rem_min, bedtime_min` (from the noon before), `stages`.
    """
    slept = (
        minutes.select("user_id", "date", "local_minute", "minute_at", "category", _at_min())
        .select("*", *_turns())
        .select("*", *_numbered())
        .select("*", _waking_min())
        .where("at_min <= waking_min")
    )
    stretches = slept.groupBy("user_id", "session", "turn", "category").agg(*_stretch())
    by_session = stretches.groupBy("user_id", "session").agg(*_session())
    return by_session.select("*", *_session_ends())


@once
def _at_min() -> Column:
    return column_div(F.unix_seconds("minute_at"), F.lit(60)).alias("at_min")


@once
def _turns() -> tuple[Column, ...]:
    by_time = Window.partitionBy("user_id").orderBy("at_min")
    gap_min = F.col("at_min") - F.lag("at_min").over(by_time) - 1
    is_first = gap_min.isNull()
    is_other = F.lag("category").over(by_time) != F.col("category")
    is_asleep = F.col("category").isin(*ASLEEP)
    before = by_time.rowsBetween(Window.unboundedPreceding, -1)
    slept_min = F.max(F.when(is_asleep, F.col("at_min"))).over(before)
    awake_min = F.when(is_asleep, F.col("at_min") - slept_min - 1)
    return named(
        {
            "begins": (
                is_first
                | (gap_min > LONGEST_GAP_MIN)
                | F.coalesce(awake_min > LONGEST_AWAKE_MIN, F.lit(False))  # noqa: FBT003
            ).cast("int"),
            "turns": (is_first | (gap_min > 0) | is_other).cast("int"),
        }
    )


@once
def _numbered() -> tuple[Column, ...]:
    so_far = (
        Window.partitionBy("user_id")
        .orderBy("at_min")
        .rowsBetween(Window.unboundedPreceding, 0)
    )
    return named({"session": F.sum("begins").over(so_far), "turn": F.sum("turns").over(so_far)})


@once
def _waking_min() -> Column:
    asleep = F.when(F.col("category").isin(*ASLEEP), F.col("at_min"))
    return F.max(asleep).over(Window.partitionBy("user_id", "session")).alias("waking_min")


@once
def _stretch() -> tuple[Column, ...]:
    return named(
        {
            "start_at": F.min("minute_at"),
            "minutes": F.count("*"),
            "begun": F.min(F.struct("at_min", "local_minute")),
            "ended": F.max(F.struct("at_min", "date")),
        }
    )


@once
def _session() -> tuple[Column, ...]:
    by_stage = {
        "asleep_min": ASLEEP,
        "awake_min": ("awake",),
        "deep_min": ("deep",),
        "rem_min": ("rem",),
    }
    stretch = F.struct(
        iso(F.col("start_at")).alias("start"), F.col("category").alias("stage"), "minutes"
    )
    return named(
        {
            "start_at": F.min("start_at"),
            "begun": F.min("begun"),
            "ended": F.max("ended"),
            **{
                name: F.sum(
                    F.when(F.col("category").isin(*stages), F.col("minutes")).otherwise(0)
                )
                for name, stages in by_stage.items()
            },
            "stages": F.array_sort(F.collect_list(stretch)),
        }
    )


@once
def _session_ends() -> tuple[Column, ...]:
    return named(
        {
            "date": F.col("ended.date"),
            "end_at": F.timestamp_seconds((F.col("ended.at_min") + 1) * 60),
            "bedtime_min": (F.col("begun.local_minute") + _NOON_MIN) % _DAY_MIN,
        }
    )


def nights(sessions: DataFrame) -> DataFrame:
    """Add up the sessions of a day; the longest one is the night that is told in full.

    Args:
        sessions: See `sessions`.

    Returns:
        `user_id, date, asleep_min, sleep_detail`.
    """
    return sessions.groupBy(*DAY).agg(*_night()).select(*DAY, "asleep_min", _night_detail())


@once
def _night() -> tuple[Column, ...]:
    told = F.struct(
        iso(F.col("start_at")).alias("start"),
        iso(F.col("end_at")).alias("end"),
        F.col("awake_min").alias("awake_minutes"),
        F.col("deep_min").alias("deep_minutes"),
        F.col("rem_min").alias("rem_minutes"),
        "bedtime_min",
        "stages",
    )
    longest = F.max(F.struct("asleep_min", "end_at", told.alias("night")))
    return named(
        {
            "asleep_min": F.sum("asleep_min").cast("double"),
            "sessions": F.count("*"),
            "night": longest["night"],
        }
    )


@once
def _night_detail() -> Column:
    detail = F.struct(F.lit("stages").alias("method"), "sessions", "night.*")
    return F.to_json(detail).alias("sleep_detail")


def summarised(summaries: DataFrame, ranks: DataFrame) -> DataFrame:
    """Take the summaries of the source that is believed most, added up over the day.

    Args:
        summaries: See `sleep`.
        ranks: See `sleep`.

    Returns:
        `user_id, date, asleep_min, sleep_detail`.
    """
    believed = F.broadcast(ranks.where(F.col("metric") == "sleep").drop("metric"))
    return (
        summaries.select(*DAY, "source_id", "start_at", "end_at", *_summary())
        .where("asleep_min is not null")
        .groupBy(*DAY, "source_id")
        .agg(*_summary_sums())
        .join(believed, ["user_id", "source_id"], "left")
        .select("*", _place())
        .where("place = 1")
        .select(*DAY, "asleep_min", _summary_detail())
    )


@once
def _summary() -> tuple[Column, ...]:
    said = F.from_json("record", "asleep_minutes DOUBLE, in_bed_minutes DOUBLE")
    return named(
        {
            "asleep_min": said["asleep_minutes"],
            "in_bed_minutes": said["in_bed_minutes"],
            "is_night": F.col("end_ms") - F.col("start_ms") < _WHOLE_DAY_MS,
        }
    )


@once
def _summary_sums() -> tuple[Column, ...]:
    return named(
        {
            "asleep_min": F.sum("asleep_min"),
            "in_bed_minutes": F.sum("in_bed_minutes"),
            "start": iso(F.min(F.when(F.col("is_night"), F.col("start_at")))),
            "end": iso(F.max(F.when(F.col("is_night"), F.col("end_at")))),
        }
    )


@once
def _place() -> Column:
    best = Window.partitionBy(*DAY).orderBy(F.coalesce("rank", F.lit(_FURTHEST)), "source_id")
    return F.row_number().over(best).alias("place")


@once
def _summary_detail() -> Column:
    detail = F.struct(F.lit("summary").alias("method"), "start", "end", "in_bed_minutes")
    return F.to_json(detail).alias("sleep_detail")


def iso(instant: Column) -> Column:
    """Return an instant as text, in UTC."""
    return F.date_format(instant, "yyyy-MM-dd'T'HH:mm:ss'Z'")
