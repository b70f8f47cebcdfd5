"""Where a body's weight is going: trend, goal, and how fast is too fast."""

from collections.abc import Iterable
from enum import StrEnum
from math import exp
from typing import Final, NamedTuple

TREND_DAYS: Final = 7.0
DAYS_PER_WEEK: Final = 7.0


class Weighing(NamedTuple):
    """A reading of the scale; ``day`` counts days from any origin, with fractions."""

    day: float
    weight_kg: float


def weight_trend(weighings: Iterable[Weighing]) -> list[Weighing]:
    """Smooth a series of weighings exponentially, τ = 7 d, by the time between them.

    A reading after a long gap counts for more: the trend has gone stale.

    Args:
        weighings: In order of time.

    Returns:
        The trend at each weighing; the first is its own trend.
    """
    trend: list[Weighing] = []
    for weighing in weighings:
        trend.append(next_trend(trend[-1], weighing) if trend else weighing)
    return trend


def next_trend(trend: Weighing, weighing: Weighing) -> Weighing:
    """Carry the trend on to one more weighing."""
    share = 1.0 - exp(-(weighing.day - trend.day) / TREND_DAYS)
    weight_kg = trend.weight_kg + (weighing.weight_kg - trend.weight_kg) * share
    return Weighing(weighing.day, weight_kg)


def goal_progress(start_kg: float, trend_kg: float, target_kg: float) -> float | None:
    """Return how much of the way to the target weight is done, 0 to 1.

    ``None`` where there is no way to go: start and target are the same.
    """
    way_kg = start_kg - target_kg
    return _clamped((start_kg - trend_kg) / way_kg) if way_kg else None


def expected_progress(
    start_kg: float, target_kg: float, weekly_rate_kg: float, elapsed_days: float
) -> float | None:
    """Return how much of the way should be done by now at the planned rate, 0 to 1.

    Args:
        start_kg: Weight on the first day.
        target_kg: Weight to reach.
        weekly_rate_kg: Planned change a week; its sign does not matter.
        elapsed_days: Days since the first.
    """
    way_kg = abs(start_kg - target_kg)
    planned_kg = abs(weekly_rate_kg) * elapsed_days / DAYS_PER_WEEK
    return _clamped(planned_kg / way_kg) if way_kg else None


def _clamped(fraction: float) -> float:
    return min(max(0.0, fraction), 1.0)  # never -0.0


class RateVerdict(StrEnum):
    """What to say of a rate of weight change."""

    FINE = "FINE"
    FAST = "FAST"
    TOO_FAST = "TOO_FAST"


class RateLimit(NamedTuple):
    """Percent of body weight a week: fine up to the one, to be flagged above the other."""

    fine_percent: float
    flag_percent: float


LOSS_LIMIT: Final = RateLimit(1.0, 1.5)
GAIN_LIMIT: Final = RateLimit(0.25, 0.5)


def rate_verdict(weekly_change_kg: float, weight_kg: float) -> RateVerdict:
    """Judge a weekly change: losing up to 1 % is fine, gaining up to 0.25 %.

    Args:
        weekly_change_kg: Negative when losing.
        weight_kg: Present weight.

    Source: Helms, Aragon & Fitschen (2014), J Int Soc Sports Nutr 11:20 (loss); Iraki et
        al. (2019), Sports 7(7):154 (gain).
    """
    limit = LOSS_LIMIT if weekly_change_kg < 0 else GAIN_LIMIT
    percent = abs(weekly_change_kg) / weight_kg * 100.0
    if percent > limit.flag_percent:
        return RateVerdict.TOO_FAST
    return RateVerdict.FAST if percent > limit.fine_percent else RateVerdict.FINE
