"""Where the weight is going, and how much of the way to the target is done."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from schema.physiology.weight import (
    DAYS_PER_WEEK,
    Weighing,
    expected_progress,
    goal_progress,
    weight_trend,
)
from spark_streaming.spans.history import SpanValue
from spark_streaming.spans.scores import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spark_streaming.spans.history import History
    from spark_streaming.spans.wishes import Wishes

LONGEST_SILENCE_DAYS: Final = 14
"""A trend that was not confirmed for longer is no longer told."""

_FURTHEST_DAYS: Final = 3660
"""A day further ahead than ten years is not worth telling."""


def weights(history: History, wishes: Wishes, first: date) -> Iterator[SpanValue]:
    """Tell the trend of each recorded day, and the progress to the target that held then."""
    trend = Trend(history)
    for day in history.since(first):
        trend_kg = trend.lately(day)
        if trend_kg is None:
            continue
        yield SpanValue(day, "weight_trend", trend_kg)
        way = way_on(wishes, trend, day)
        if way is not None:
            yield way.progress(day, trend_kg)


class Trend:
    """The trend of a person's weight, as it stands on any day."""

    def __init__(self, history: History) -> None:
        smoothed = weight_trend(
            Weighing(float(day.toordinal()), weight_kg)
            for day, weight_kg in history.series("body_weight")
        )
        self._dates = [date.fromordinal(int(one.day)) for one in smoothed]
        self._trend_kg = [one.weight_kg for one in smoothed]

    def lately(self, day: date) -> float | None:
        """Return the trend at the last weighing, if that is not long ago."""
        place = bisect_right(self._dates, day) - 1
        if place < 0 or (day - self._dates[place]).days > LONGEST_SILENCE_DAYS:
            return None
        return self._trend_kg[place]

    def around(self, day: date) -> float | None:
        """Return the trend at the last weighing by a day, else at the first after it."""
        if not self._dates:
            return None
        return self._trend_kg[max(bisect_right(self._dates, day) - 1, 0)]


@dataclass(frozen=True)
class Way:
    """From the weight with which a target was set to the target."""

    started_on: date
    start_kg: float
    target_kg: float
    weekly_rate_kg: float | None

    @property
    def expected_on(self) -> date | None:
        """When the target is reached at the planned rate; null without one."""
        if not self.weekly_rate_kg:
            return None
        weeks = abs(self.start_kg - self.target_kg) / abs(self.weekly_rate_kg)
        days = weeks * DAYS_PER_WEEK
        if days > _FURTHEST_DAYS:
            return None
        return self.started_on + timedelta(days=ceil(round(days, DIGITS)))

    def progress(self, day: date, trend_kg: float) -> SpanValue:
        """Tell how much of the way is done on a day."""
        expected_on = self.expected_on
        detail: dict[str, Any] = {
            "start_weight_kg": round(self.start_kg, DIGITS),
            "started_on": self.started_on.isoformat(),
            "target_weight_kg": self.target_kg,
            "trend_weight_kg": round(trend_kg, DIGITS),
        }
        if expected_on is not None and self.weekly_rate_kg:
            expected = expected_progress(
                self.start_kg,
                self.target_kg,
                self.weekly_rate_kg,
                float((day - self.started_on).days),
            )
            detail |= {
                "weekly_rate_kg": self.weekly_rate_kg,
                "expected_on": expected_on.isoformat(),
                "expected_progress": None if expected is None else round(expected, DIGITS),
            }
        value = goal_progress(self.start_kg, trend_kg, self.target_kg)
        return SpanValue(day, "goal_progress", value, detail)


def way_on(wishes: Wishes, trend: Trend, day: date) -> Way | None:
    """Return the way a person is on; null without a target, or before it was set.

    Another target begins another way; another rate does not.
    """
    target_kg = wishes.goal("target_weight_kg", day)
    if target_kg is None:
        return None
    begun = [said for said in wishes.goals if said.since <= day]
    run = takewhile(
        lambda said: said.payload.get("target_weight_kg") == target_kg, reversed(begun)
    )
    started_on = min(said.since for said in run)
    start_kg = trend.around(started_on)
    if start_kg is None:
        return None
    rate_kg = wishes.goal_or_option("weekly_rate_kg", day)
    return Way(started_on, start_kg, float(target_kg), rate_kg)
