"""Moments as the families of gold take them, and what a day of them says."""

import json
from datetime import UTC, date, datetime, timedelta

from pyspark.sql import functions as F

from spark_streaming.columns import named
from spark_streaming.gold.values import DAY, as_rows
from tests.spark_streaming.frames import frame

TODAY = date(2026, 11, 2)
MIDNIGHT = datetime(2026, 11, 2, tzinfo=UTC)

COLUMNS = {
    "user_id": "STRING",
    "date": "DATE",
    "local_minute": "INT",
    "minute_at": "TIMESTAMP",
    **dict.fromkeys(("steps", "floors", "distance", "hydration"), "BIGINT"),
    **dict.fromkeys(("hrv_rmssd", "respiratory_rate", "skin_temperature", "spo2"), "DOUBLE"),
    **dict.fromkeys(("body_weight", "resting_heart_rate"), "DOUBLE"),
    **dict.fromkeys(("heart_rate_bpm", "highest_bpm", "day_resting_bpm"), "DOUBLE"),
    **dict.fromkeys(("active_cal", "total_cal", "total_covered_ms"), "BIGINT"),
    "is_asleep": "BOOLEAN",
    **dict.fromkeys(("workout_cal", "workout_covered_ms"), "BIGINT"),
    "workout_met": "DOUBLE",
    **dict.fromkeys(("is_cardio", "is_strength", "is_mobility"), "BOOLEAN"),
    "sex": "STRING",
    "age_years": "INT",
    "weight_kg": "DOUBLE",
    "resting_cal": "BIGINT",
    "missing": "STRING",
}


def moments(spark, people):
    """A frame of moments: of each person a list, a minute each from midnight on.

    A moment that is `None` leaves its minute out.
    """
    rows = [
        {
            "user_id": user_id,
            "date": TODAY,
            "local_minute": place,
            "minute_at": MIDNIGHT + timedelta(minutes=place),
            **moment,
        }
        for user_id, day in people.items()
        for place, moment in enumerate(day)
        if moment is not None
    ]
    return frame(spark, COLUMNS, rows)


def summed(moments, sums, *known):
    """A row for each person and day: these sums, and columns known of the day."""
    beside = {name: F.max(name) for name in known if name not in sums}
    return moments.groupBy(*DAY).agg(*named({**sums, **beside}))


def said(days, values):
    """What each person's day says: metric to value and detail."""
    told = days.select("user_id", F.explode(as_rows(values)).alias("said"))
    by_person = {row["user_id"]: {} for row in days.select("user_id").collect()}
    for row in told.select("user_id", "said.*").collect():
        detail = row["detail"] and json.loads(row["detail"])
        by_person[row["user_id"]][row["metric"]] = row["value"], detail
    return by_person
