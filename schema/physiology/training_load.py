"""What training costs the body, and what it builds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from statistics import fmean, pstdev
from typing import Final

from schema.physiology.estimate import need
from schema.physiology.quantity import Quantity
from schema.physiology.sex import Sex

LACTATE_WEIGHT: Final = {Sex.MALE: (0.64, 1.92), Sex.FEMALE: (0.86, 1.67)}
"""Scale and exponent of Banister's weighting, by the two sexes it was fitted for."""

EDWARDS_FLOORS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where zones 1 to 5 begin, as fractions of the maximum heart rate."""

FITNESS_DAYS: Final = 42.0
FATIGUE_DAYS: Final = 7.0
LEAST_RECORDED_DAYS: Final = 14
LONGEST_SILENCE_DAYS: Final = 14
WEEK_DAYS: Final = 7


def banister_trimp(
    duration_min: Quantity,
    reserve_fraction: Quantity,
    sex: Sex,
    *,
    exp: Callable[[Quantity], Quantity],
) -> Quantity:
    """Return the training impulse of one bout, in arbitrary units.

    Args:
        duration_min: Length of the bout.
        reserve_fraction: Mean heart-rate reserve fraction over the bout, 0 to 1.
        sex: Selects the lactate weighting; the model was fitted for two sexes only,
            anyone else gets the mean of their impulses.
        exp: ``math.exp`` for numbers, ``np.exp`` for arrays, ``F.exp`` for columns.

    Source: Morton, Fitz-Clarke & Banister (1990), J Appl Physiol 69(3):1171-1177.
    """
    if sex is Sex.OTHER:
        male = banister_trimp(duration_min, reserve_fraction, Sex.MALE, exp=exp)
        female = banister_trimp(duration_min, reserve_fraction, Sex.FEMALE, exp=exp)
        return (male + female) / 2.0

    scale, exponent = LACTATE_WEIGHT[sex]
    return duration_min * reserve_fraction * scale * exp(reserve_fraction * exponent)


def edwards_trimp(zone_minutes: Sequence[Quantity]) -> Quantity:
    """Return the training impulse of minutes in zones, in arbitrary units.

    Args:
        zone_minutes: Minutes in zones 1 to 5 by share of the maximum heart rate, see
            ``EDWARDS_FLOORS``; a minute in zone n counts n.

    Source: Edwards (1993), The Heart Rate Monitor Book.
    """
    first, second, third, fourth, fifth = zone_minutes
    return first + second * 2.0 + third * 3.0 + fourth * 4.0 + fifth * 5.0


def edwards_zone(heart_rate_bpm: float, maximum_heart_rate_bpm: float) -> int:
    """Return the zone of a heart rate by share of the maximum, 1 to 5; 0 is below all."""
    return sum(heart_rate_bpm >= maximum_heart_rate_bpm * floor for floor in EDWARDS_FLOORS)


def load_weight(
    days_ago: Quantity, time_constant_days: float, *, exp: Callable[[Quantity], Quantity]
) -> Quantity:
    """Return what a day's load of some days ago counts today in an exponential average.

    The sum of load · weight over all recorded days equals ``exponential_load`` from zero:
    days without a record are skipped in counting ``days_ago``.
    """
    smoothing = _smoothing(time_constant_days)
    return exp(days_ago * (-1.0 / time_constant_days)) * smoothing


def exponential_load(daily_load: Sequence[float | None], time_constant_days: float) -> float:
    """Return the exponentially averaged load after the last day, from zero.

    The step toward a day's load is ``1 - exp(-1 / τ)``; the other convention in use,
    ``1 / τ``, gives some 1 to 4 % more. On a day without a record the average stands
    still: a missing day is not a day of rest.

    Source: Banister et al. (1975); Busso (2003), Med Sci Sports Exerc 35(7):1188-1195.
    """
    average = 0.0
    for load in daily_load:
        if load is not None:
            average = next_load(average, load, time_constant_days)
    return average


def next_load(average: float, load: float, time_constant_days: float) -> float:
    """Carry an exponentially averaged load on by one recorded day."""
    return average + (load - average) * _smoothing(time_constant_days)


def _smoothing(time_constant_days: float) -> float:
    return 1.0 - exp(-1.0 / time_constant_days)


@dataclass(frozen=True, slots=True)
class TrainingBalance:
    """Fitness, fatigue and form at the end of a day, in units of the daily load.

    Attributes:
        ctl: Chronic load, 42 days.
        atl: Acute load, 7 days.
        tsb: Balance of the same evening, ``ctl - atl``; negative is tired.
        missing: Why the three are ``None``, where they are.
    """

    ctl: float | None = None
    atl: float | None = None
    tsb: float | None = None
    missing: tuple[str, ...] = ()


def training_balance(daily_load: Sequence[float | None]) -> TrainingBalance:
    """Weigh what training built against what it cost.

    Abstains with fewer than 14 recorded days, and after 14 days without any.

    Args:
        daily_load: Load of each calendar day up to today; ``None`` where nothing was
            recorded. Only what was done: planned load never belongs here.
    """
    return list(training_balances(daily_load or [None]))[-1]


def training_balances(daily_load: Sequence[float | None]) -> Iterator[TrainingBalance]:
    """Yield ``training_balance`` of each day in turn, in one pass.

    Args:
        daily_load: Load of each calendar day; ``None`` where nothing was recorded.
    """
    ctl = atl = 0.0
    recorded = silence_days = 0
    for load in daily_load:
        if load is None:
            silence_days += 1
        else:
            recorded, silence_days = recorded + 1, 0
            ctl = next_load(ctl, load, FITNESS_DAYS)
            atl = next_load(atl, load, FATIGUE_DAYS)

        if recorded < LEAST_RECORDED_DAYS:
            missing = need("training_days", recorded, LEAST_RECORDED_DAYS)
            yield TrainingBalance(missing=(missing,))
        elif silence_days >= LONGEST_SILENCE_DAYS:
            yield TrainingBalance(missing=("recent_training_days",))
        else:
            yield TrainingBalance(ctl, atl, ctl - atl)


@dataclass(frozen=True, slots=True)
class WeekPattern:
    """How evenly a week was loaded; monotony has no unit, strain that of the load."""

    monotony: float | None = None
    strain: float | None = None
    missing: tuple[str, ...] = ()


def week_pattern(daily_load: Sequence[float | None]) -> WeekPattern:
    """Return Foster's monotony and strain of seven days.

    Monotony is mean / SD (of the population): undefined for seven equal days.

    Source: Foster (1998), Med Sci Sports Exerc 30(7):1164-1168.
    """
    week = [load for load in daily_load[-WEEK_DAYS:] if load is not None]
    if len(week) < WEEK_DAYS:
        return WeekPattern(missing=(need("training_days", len(week), WEEK_DAYS),))

    deviation = pstdev(week)
    if deviation == 0:
        return WeekPattern(missing=("variation between days",))

    monotony = fmean(week) / deviation
    return WeekPattern(monotony, sum(week) * monotony)
