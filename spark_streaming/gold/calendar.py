"""A person's local calendar day, in the zone that held then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as F

from spark_streaming.columns import named, once

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_OF_ZONES = ("zone_user_id", "zone_begin_ms", "zone_end_ms", "zone")


def on_local_days(rows: DataFrame, zones: DataFrame, instant: str = "minute_at") -> DataFrame:
    """Add `date` and `local_minute` (of the day, by the clock on the wall) of an instant.

    Args:
        rows: Rows with `user_id`.
        zones: `user_id, begin_ms, end_ms, zone`: periods that leave no gap. Whoever has
            none lives by UTC.
        instant: Name of a timestamp column.
    """
    return (
        rows.join(F.broadcast(zones.toDF(*_OF_ZONES)), _holds_at(instant), "left")
        .select("*", _local_time(instant))
        .select("*", *_by_the_clock())
        .drop("local_at", *_OF_ZONES)
    )


@once
def _holds_at(instant: str) -> Column:
    epoch_ms = F.unix_millis(instant)
    return (
        (F.col("user_id") == F.col("zone_user_id"))
        & (epoch_ms >= F.col("zone_begin_ms"))
        & (epoch_ms < F.col("zone_end_ms"))
    )


@once
def _local_time(instant: str) -> Column:
    return F.from_utc_timestamp(instant, F.coalesce("zone", F.lit("UTC"))).alias("local_at")


@once
def _by_the_clock() -> tuple[Column, ...]:
    return named(
        {
            "date": F.to_date("local_at"),
            "local_minute": F.hour("local_at") * 60 + F.minute("local_at"),
        }
    )
