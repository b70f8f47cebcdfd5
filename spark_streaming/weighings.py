"""Every weight on record, by the minute it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyspark.sql import functions as F

from spark_streaming.local_days import first_day_left

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark.sql import DataFrame

    from spark_streaming.bodies import Weights
    from spark_streaming.people import People

Weighings = dict[str, dict[int, float]]
"""Kilograms by person and minute, in epoch milliseconds."""


def with_told(known: Weighings, minutes: DataFrame) -> Weighings:
    """Return the weighings as a batch leaves them.

    Args:
        known: As they were.
        minutes: Rows of `gold/minute` that the batch told.
    """
    left = {user_id: dict(readings) for user_id, readings in known.items()}
    for row in _collected(minutes.where("metric = 'body_weight'")):
        readings = left.setdefault(row.user_id, {})
        readings.pop(row.at_ms, None)
        if row.readings:
            readings[row.at_ms] = row.mean
    return left


def daily_weights(known: Weighings, people: People, users: Iterable[str]) -> Weights:
    """Return the weights of some people by the first local day that each holds on."""
    zones = people.zones_by_user
    return {
        user_id: {
            first_day_left(at_ms, zones.get(user_id, [])): weight_kg
            for at_ms, weight_kg in sorted(known.get(user_id, {}).items())
        }
        for user_id in users
    }


class _Reading(NamedTuple):
    user_id: str
    at_ms: int
    mean: float
    readings: int


def _collected(minutes: DataFrame) -> list[_Reading]:
    rows = minutes.select(
        "user_id",
        F.unix_millis("minute_at").alias("at_ms"),
        "mean",
        F.col("count").alias("readings"),
    )
    return [_Reading(*row) for row in rows.collect()]
