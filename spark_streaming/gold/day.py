"""A person's day, from its minutes and records: every family of values together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from schema.metrics import DAY_METRICS
from spark_streaming.columns import named, once
from spark_streaming.gold.calendar import on_local_days
from spark_streaming.gold.energy import energy_sums, energy_values, with_ledger
from spark_streaming.gold.heart import heart_sums, heart_values, with_resting_heart_rate
from spark_streaming.gold.levels import level_sums, level_values
from spark_streaming.gold.moments import moments
from spark_streaming.gold.movement import movement_sums, movement_values
from spark_streaming.gold.nutrition import nutrition_sums, nutrition_values, with_nutrients
from spark_streaming.gold.sleep import sleep, sleep_values
from spark_streaming.gold.values import DAY, as_rows
from spark_streaming.gold.workouts import workout_minutes, workout_sums, workout_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import Column, DataFrame

_TOLERANCE: Final = 1e-9


@dataclass(frozen=True)
class DayInput:
    """What days are made of, with enough around them that each is whole.

    Attributes:
        minutes: Standing rows of `gold/minute` with `date, local_minute`; of `sleep_stage`
            also of two days around.
        records: Standing record rows of `silver/observation` with `start_ms, end_ms`.
        zones: `user_id, begin_ms, end_ms, zone`.
        ranks: `user_id, source_id, metric, rank` of the metrics `workout` and `sleep`.
        bodies: One row for each wanted `user_id, date`: `sex, age_years, weight_kg,
            resting_cal, missing`, see `spark_streaming.bodies.BodyDay`.
        has_nights: Whether sleep is told, too; no other value depends on it.
    """

    minutes: DataFrame
    records: DataFrame
    zones: DataFrame
    ranks: DataFrame
    bodies: DataFrame
    has_nights: bool = True


def days(known: DayInput, hold: Callable[[DataFrame], DataFrame]) -> DataFrame:
    """Tell everything of the wanted days that needs no other day.

    Args:
        known: What they are made of.
        hold: Keeps a frame that is used more than once.

    Returns:
        `user_id, date, metric, value, detail`, without what nothing was recorded for.
    """
    wanted = F.broadcast(known.bodies.select(*DAY))
    trained = on_local_days(
        workout_minutes(known.records.where("type = 'workout'"), known.ranks), known.zones
    )
    beside = moments(known.minutes, trained).join(F.broadcast(known.bodies), [*DAY])
    by_minute = with_ledger(with_resting_heart_rate(beside)).groupBy(*DAY).agg(*_sums())

    dated = on_local_days(known.records.select("*", _day_instant()), known.zones, "day_at")
    records = dated.join(wanted, [*DAY], "left_semi")
    by_record = with_nutrients(records).groupBy(*DAY).agg(*_record_sums())
    whole = (
        hold(known.bodies.join(by_minute, [*DAY], "left"))
        .join(by_record, [*DAY], "left")
        .select("*", _is_recorded())
    )
    if known.has_nights:
        slept = sleep(
            known.minutes.where("metric = 'sleep_stage'"),
            records.where("type = 'sleep'"),
            known.ranks,
        )
        whole = whole.join(slept, [*DAY], "left")
    said = _said(has_nights=known.has_nights)
    return whole.select(*DAY, said).select(*DAY, "said.metric", "said.value", "said.detail")


@once
def _sums() -> tuple[Column, ...]:
    return named(
        {
            "moments": F.count("*"),
            **movement_sums(),
            **level_sums(),
            **heart_sums(),
            **workout_sums(),
            **energy_sums(),
        }
    )


@once
def _record_sums() -> tuple[Column, ...]:
    return named({"records": F.count("*"), **nutrition_sums()})


@once
def _is_recorded() -> Column:
    return (F.col("moments").isNotNull() | F.col("records").isNotNull()).alias("is_recorded")


@once
def _said(*, has_nights: bool) -> Column:
    values = (
        *movement_values(),
        *level_values(),
        *heart_values(),
        *workout_values(),
        *energy_values(),
        *nutrition_values(),
        *(sleep_values() if has_nights else ()),
    )
    return F.explode(as_rows(values)).alias("said")


@once
def _day_instant() -> Column:
    """A sleep is of the day of its waking, everything else of that of its beginning."""
    last_instant = F.greatest(F.col("start_ms"), F.col("end_ms") - 1)
    instant = F.when(F.col("type") == "sleep", last_instant).otherwise(F.col("start_ms"))
    return F.timestamp_millis(instant).alias("day_at")


def changed(told: DataFrame, stored: DataFrame, wanted: DataFrame) -> DataFrame:
    """Return what is not what it was; null for what is no more.

    Args:
        told: `days` of the wanted days.
        stored: Rows of `gold/day` of these days and maybe others, of the same metrics.
        wanted: Distinct `user_id, date`.

    Returns:
        `user_id, date, metric, value, detail, old_value, old_detail`.
    """
    was = (
        standing_days(stored)
        .join(F.broadcast(wanted), [*DAY], "left_semi")
        .selectExpr(*DAY, "metric", "value AS old_value", "detail AS old_detail")
    )
    return told.join(was, [*DAY, "metric"], "full").where(_is_other())


@once
def _is_other() -> Column:
    value, old_value = F.col("value"), F.col("old_value")
    is_near = F.abs(value - old_value) <= F.greatest(F.abs(value), F.lit(1.0)) * _TOLERANCE
    is_same_value = F.coalesce(is_near, value.isNull() & old_value.isNull())
    return ~(is_same_value & F.col("detail").eqNullSafe(F.col("old_detail")))


def standing_days(versions: DataFrame) -> DataFrame:
    """Return the newest version of each value.

    Args:
        versions: Rows of `gold/day`.
    """
    return versions.select("*", _newest()).where("place = 1").drop("place")


@once
def _newest() -> Column:
    newest = Window.partitionBy("user_id", "date", "metric").orderBy(F.desc("batch"))
    return F.row_number().over(newest).alias("place")


def metrics_told(*, has_nights: bool) -> list[str]:
    """Return the metrics that `days` tells."""
    of_nights = {said.metric for said in sleep_values()}
    return [name for name in metrics_of("quick") if has_nights or name not in of_nights]


def metrics_of(stream: str) -> list[str]:
    """Return the day metrics that one stream writes."""
    return [name for name, metric in DAY_METRICS.items() if metric.stream == stream]
