"""A person's day, from its minutes and records: every family of values together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from schema.metrics import DAY_METRICS
from spark_streaming.gold.body import with_body
from spark_streaming.gold.calendar import on_local_days
from spark_streaming.gold.energy import energy, ledger
from spark_streaming.gold.heart import heart, resting_heart_rates
from spark_streaming.gold.levels import levels
from spark_streaming.gold.moments import moments
from spark_streaming.gold.movement import movement
from spark_streaming.gold.nutrition import nutrition
from spark_streaming.gold.sleep import sleep
from spark_streaming.gold.values import DAY
from spark_streaming.gold.workouts import workout_minutes, workouts
from spark_streaming.silver.candidates import bucket_of

if TYPE_CHECKING:
    from pyspark.sql import Column

QUICK_METRICS: Final = tuple(
    name for name, metric in DAY_METRICS.items() if metric.stream == "quick"
)
_TOLERANCE: Final = 1e-9


@dataclass(frozen=True)
class DayInput:
    """What days are made of, with enough around them that each is whole.

    Attributes:
        minutes: Standing rows of `gold/minute`; of `sleep_stage` also of two days around.
        records: Standing record rows of `silver/observation` with `start_ms, end_ms`.
        zones: `user_id, begin_ms, end_ms, zone`.
        ranks: `user_id, source_id, metric, rank` of the metrics `workout` and `sleep`.
        bodies: See `body.with_body`.
    """

    minutes: DataFrame
    records: DataFrame
    zones: DataFrame
    ranks: DataFrame
    bodies: DataFrame


def days(known: DayInput, wanted: DataFrame) -> DataFrame:
    """Tell everything of the wanted days that needs no other day.

    Args:
        known: What they are made of.
        wanted: Distinct `user_id, date`.

    Returns:
        `user_id, date, metric, value, detail`, without what nothing was recorded for.
    """
    dated = on_local_days(known.minutes, F.col("minute_at"), known.zones)
    minutes = _of(dated, wanted)
    trained = _of(
        on_local_days(
            workout_minutes(known.records.where(F.col("type") == "workout"), known.ranks),
            F.col("minute_at"),
            known.zones,
        ),
        wanted,
    )
    records = _of(_records_on_days(known), wanted)

    beside = moments(minutes, trained)
    resting = resting_heart_rates(beside)
    body = with_body(wanted, known.bodies)
    told = beside.join(F.broadcast(body), [*DAY]).join(
        resting.withColumnsRenamed({"resting_bpm": "day_resting_bpm", "method": "day_method"}),
        [*DAY],
        "left",
    )
    eaten = nutrition(records.where(F.col("type") == "meal"))
    recorded = minutes.select(*DAY).union(records.select(*DAY)).distinct()
    families = (
        movement(minutes),
        levels(minutes),
        heart(told),
        eaten,
        workouts(trained),
        _of(
            sleep(
                known.minutes.where(F.col("metric") == "sleep_stage"),
                records.where(F.col("type") == "sleep"),
                known.zones,
                known.ranks,
            ),
            wanted,
        ),
        energy(body.join(recorded, [*DAY], "left_semi"), ledger(told), eaten),
    )
    columns = (*DAY, "metric", "value", "detail")
    return reduce(DataFrame.unionByName, (family.select(*columns) for family in families))


def touched_days(minutes: DataFrame, records: DataFrame, zones: DataFrame) -> DataFrame:
    """Return the days that changed minutes and records may speak of.

    A minute of sleep may belong to a night that ends on the next day.

    Args:
        minutes: Rows of `gold/minute` that were just told.
        records: Rows of `silver/observation` of records just touched: what stood of them
            and what stands.
        zones: `user_id, begin_ms, end_ms, zone`.
    """
    of_minutes = on_local_days(
        minutes.select(
            "user_id", "minute_at", (F.col("metric") == "sleep_stage").alias("night")
        ),
        F.col("minute_at"),
        zones,
    ).select(
        "user_id",
        F.explode(
            F.when(F.col("night"), F.array("date", F.date_add("date", 1))).otherwise(
                F.array("date")
            )
        ).alias("date"),
    )
    begun = on_local_days(records, F.col("start_at"), zones).select(
        "user_id", F.col("date").alias("begun"), "end_at", "start_at"
    )
    of_records = on_local_days(begun, _last_instant(), zones).select(
        "user_id", F.explode(F.sequence("begun", F.greatest("begun", "date"))).alias("date")
    )
    return of_minutes.unionByName(of_records).distinct()


def changed(told: DataFrame, stored: DataFrame, wanted: DataFrame, batch: int) -> DataFrame:
    """Return new versions of what is not what it was; null for what is no more.

    Args:
        told: `days` of the wanted days.
        stored: Rows of `gold/day` of these days, of metrics that `told` may have.
        wanted: Distinct `user_id, date`.
        batch: The number of the version.

    Returns:
        Rows of `gold/day`.
    """
    was = _of(standing_days(stored), wanted).select(
        *DAY, "metric", F.col("value").alias("old_value"), F.col("detail").alias("old_detail")
    )
    both = told.join(was, [*DAY, "metric"], "full")
    is_same_value = F.coalesce(
        F.abs(F.col("value") - F.col("old_value"))
        <= F.greatest(F.abs("value"), F.lit(1.0)) * _TOLERANCE,
        F.col("value").isNull() & F.col("old_value").isNull(),
    )
    is_same = is_same_value & F.col("detail").eqNullSafe(F.col("old_detail"))
    return both.where(~is_same).select(
        bucket_of("user_id").alias("user_bucket"),
        *DAY,
        "metric",
        "value",
        "detail",
        F.lit(batch).cast("bigint").alias("batch"),
    )


def standing_days(versions: DataFrame) -> DataFrame:
    """Return the newest version of each value.

    Args:
        versions: Rows of `gold/day`.
    """
    newest = Window.partitionBy("user_id", "date", "metric").orderBy(F.desc("batch"))
    return (
        versions.withColumn("place", F.row_number().over(newest))
        .where(F.col("place") == 1)
        .drop("place")
    )


def metrics_of(stream: str) -> list[str]:
    """Return the day metrics that one stream writes."""
    return [name for name, metric in DAY_METRICS.items() if metric.stream == stream]


def _records_on_days(known: DayInput) -> DataFrame:
    """Put a sleep on the day of its waking, everything else on that of its beginning."""
    instant = F.when(F.col("type") == "sleep", _last_instant()).otherwise(F.col("start_at"))
    return on_local_days(known.records, instant, known.zones)


def _last_instant() -> Column:
    """Return the last instant of an interval: its end is not part of it."""
    return F.greatest(F.col("start_at"), F.col("end_at") - F.expr("INTERVAL 1 MILLISECOND"))


def _of(rows: DataFrame, wanted: DataFrame) -> DataFrame:
    return rows.join(F.broadcast(wanted), [*DAY], "left_semi")
