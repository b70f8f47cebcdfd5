"""A person's local calendar day, in the zone that held then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


def on_local_days(rows: DataFrame, instant: Column, zones: DataFrame) -> DataFrame:
    """Add `date` and `local_minute` (of the day, by the clock on the wall) of an instant.

    Args:
        rows: Rows with `user_id`.
        instant: A timestamp column of them.
        zones: `user_id, begin_ms, end_ms, zone`: periods that leave no gap. Whoever has
            none lives by UTC.
    """
    epoch_ms = F.unix_millis(instant)
    placed = rows.join(
        F.broadcast(zones.toDF("zone_user_id", "zone_begin_ms", "zone_end_ms", "zone")),
        (F.col("user_id") == F.col("zone_user_id"))
        & (epoch_ms >= F.col("zone_begin_ms"))
        & (epoch_ms < F.col("zone_end_ms")),
        "left",
    )
    local = F.from_utc_timestamp(instant, F.coalesce("zone", F.lit("UTC")))
    return placed.select(
        *rows.columns,
        F.to_date(local).alias("date"),
        (F.hour(local) * 60 + F.minute(local)).alias("local_minute"),
    )
