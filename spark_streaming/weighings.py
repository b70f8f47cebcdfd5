"""Every weight on record, by the minute it was read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyspark.sql import functions as F

from spark_streaming.bodies import Weights, local_date
from spark_streaming.gold.minute import standing_minutes

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from spark_streaming.people import People

Weighings = dict[tuple[str, int], float]
"""Kilograms by person and minute, in epoch milliseconds."""


def weighings(minutes: DataFrame) -> Weighings:
    """Bring the weights among versions of minutes to the driver.

    Args:
        minutes: Rows of `gold/minute`.
    """
    standing = standing_minutes(minutes.where(F.col("metric") == "body_weight"))
    return {(row["user_id"], row["at_ms"]): row["mean"] for row in _collected(standing)}


def with_told(known: Weighings, minutes: DataFrame) -> Weighings:
    """Return the weighings as a batch leaves them.

    Args:
        known: As they were.
        minutes: Rows of `gold/minute` that the batch told.
    """
    left = dict(known)
    for row in _collected(minutes.where(F.col("metric") == "body_weight")):
        left.pop((row["user_id"], row["at_ms"]), None)
        if row["count"]:
            left[row["user_id"], row["at_ms"]] = row["mean"]
    return left


def daily_weights(known: Weighings, people: People) -> Weights:
    """Return the last weight of each local day."""
    zones = defaultdict(list)
    for period in people.zones():
        zones[period.user_id].append(period)
    weights: Weights = defaultdict(dict)
    for (user_id, at_ms), weight_kg in sorted(known.items()):
        weights[user_id][local_date(at_ms, zones[user_id])] = weight_kg
    return dict(weights)


def _collected(minutes: DataFrame) -> list[dict[str, Any]]:
    rows = minutes.select(
        "user_id", F.unix_millis("minute_at").alias("at_ms"), "mean", "count"
    ).collect()
    return [row.asDict() for row in rows]
