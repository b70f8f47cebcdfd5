"""Which days a batch tells anew: those of what arrived, and those that others changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from spark_streaming.gold.grain import DAY_MS
from spark_streaming.local_days import local_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import DataFrame

    from spark_streaming.people import People

EPOCH: Final = date(1970, 1, 1)
_ONE_DAY: Final = timedelta(days=1)
_SHIFTS: Final = (-2, -1, 0, 1, 2)
"""How far a minute's day may be from what it was: zones are up to 26 hours apart."""

UserDay = tuple[str, date]


def days_of_minutes(local_minutes: DataFrame) -> set[UserDay]:
    """Return the days of minutes; a night's may be of the day before or after its minutes.

    What is said of a night after midnight takes it from the day that it began on.

    Args:
        local_minutes: `user_id, date, metric`.
    """
    found = local_minutes.selectExpr(
        "user_id", "date", "metric = 'sleep_stage' AS is_night"
    ).distinct()
    return {
        (row["user_id"], row["date"] + _ONE_DAY * ahead)
        for row in found.collect()
        for ahead in ((-1, 0, 1) if row["is_night"] else (0,))
    }


def days_of_records(records: DataFrame, people: People) -> set[UserDay]:
    """Return the days that records are, or were, in.

    Args:
        records: `user_id, start_ms, end_ms`.
        people: Their zones.
    """
    spans = records.select("user_id", "start_ms", "end_ms").distinct()
    return local_dates([tuple(row) for row in spans.collect()], people)


def days_of_others(
    stored: DataFrame,
    body_spans: Sequence[tuple[str, date, date]],
    zone_spans: Sequence[tuple[str, int, int]],
) -> set[UserDay]:
    """Return the days on record that nothing arrived for, and that are others now.

    Args:
        stored: Rows of `gold/day` of the people in question.
        body_spans: Who has another body, from which day until before which.
        zone_spans: Who has another zone, from when to when in milliseconds.
    """
    says_anything = F.col("value").isNotNull() | F.col("detail").isNotNull()
    days_by_user: dict[str, set[date]] = {}
    on_record = stored.where(says_anything).select("user_id", "date").distinct()
    for row in on_record.collect():
        days_by_user.setdefault(row["user_id"], set()).add(row["date"])

    others = {
        (user_id, day)
        for user_id, begin, end in body_spans
        for day in days_by_user.get(user_id, ())
        if begin <= day < end
    }
    for user_id, begin_ms, end_ms in zone_spans:
        for day in days_by_user.get(user_id, ()):
            day_ms = (day - EPOCH).days * DAY_MS
            if day_ms + 2 * DAY_MS > begin_ms and day_ms - DAY_MS < end_ms:
                others |= {(user_id, day + _ONE_DAY * shift) for shift in _SHIFTS}
    return others
