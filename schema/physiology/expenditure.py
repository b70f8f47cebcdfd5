"""What a person really spends: learned from what they ate and what became of their weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Final

from schema.physiology.estimate import need
from schema.physiology.weight import DAYS_PER_WEEK, Weighing

WINDOW_DAYS: Final = 28
TREND_DAYS: Final = 7
LEAST_LOGGED_KCAL: Final = 200.0
LEAST_LOGGED_DAYS: Final = 7
LEAST_SPAN_DAYS: Final = 7.0
LARGEST_CORRECTION_KCAL: Final = 500.0

FAT_KCAL_PER_KG: Final = 9441.0
LEAN_KCAL_PER_KG: Final = 1816.0
SLOW_CHANGE_KCAL_PER_KG: Final = 7700.0
FAST_CHANGE_KCAL_PER_KG: Final = 6000.0
SLOW_PERCENT_PER_WEEK: Final = 0.5
FAST_PERCENT_PER_WEEK: Final = 1.5

_TWO_SIDED_90: Final = 1.645
_USUAL_WEIGHT_NOISE_KG: Final = 0.5
_LEAST_FOR_NOISE: Final = 2


@dataclass(frozen=True, slots=True)
class Expenditure:
    """A person's daily expenditure in kcal, with the interval that holds it 9 times in 10."""

    value_kcal: float | None = None
    low_kcal: float | None = None
    high_kcal: float | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeightChange:
    """How fast the 7-day mean weight moved, and how surely that is known."""

    kg_per_day: float
    standard_error_kg_per_day: float
    mean_kg: float


def adaptive_kcal_per_day(
    mean_intake_kcal: float, trend_change_kg_per_day: float, energy_density_kcal_per_kg: float
) -> float:
    """Return expenditure from intake and weight: what was eaten and did not stay.

    Source: energy balance; Hall & Chow (2011), Am J Clin Nutr 94(1):66-74.
    """
    return mean_intake_kcal - trend_change_kg_per_day * energy_density_kcal_per_kg


def energy_density_kcal_per_kg(change_kg_per_day: float, weight_kg: float) -> float:
    """Return what a kilogram of changing weight holds, in kcal.

    A blend of fat (9441) and lean mass (1816). Our convention: slow change, up to 0.5 % of
    the weight a week, is 7700, fast change, from 1.5 % on, 6000, linear between.

    Source: Hall (2008), Int J Obes 32(3):573-576 (the two tissues, and that rate matters).
    """
    percent_per_week = abs(change_kg_per_day) * DAYS_PER_WEEK / weight_kg * 100.0
    haste = (percent_per_week - SLOW_PERCENT_PER_WEEK) / (
        FAST_PERCENT_PER_WEEK - SLOW_PERCENT_PER_WEEK
    )
    haste = min(max(haste, 0.0), 1.0)
    return SLOW_CHANGE_KCAL_PER_KG - haste * (SLOW_CHANGE_KCAL_PER_KG - FAST_CHANGE_KCAL_PER_KG)


def weight_change(weighings: Sequence[Weighing]) -> WeightChange | None:
    """Measure the change between the 7-day means at both ends of a series.

    Where the two ends would overlap they are shortened to half the span. ``None`` without
    two weighings at least seven days apart.

    Args:
        weighings: In order of time.
    """
    if not weighings or weighings[-1].day - weighings[0].day < LEAST_SPAN_DAYS:
        return None

    begin, end = weighings[0].day, weighings[-1].day
    width_days = min(float(TREND_DAYS), (end - begin) / 2)
    first = [weighing for weighing in weighings if weighing.day < begin + width_days]
    last = [weighing for weighing in weighings if weighing.day > end - width_days]

    first_kg = [weighing.weight_kg for weighing in first]
    last_kg = [weighing.weight_kg for weighing in last]
    between_days = fmean(one.day for one in last) - fmean(one.day for one in first)
    error_kg = sqrt(_mean_variance(first_kg) + _mean_variance(last_kg))

    return WeightChange(
        kg_per_day=(fmean(last_kg) - fmean(first_kg)) / between_days,
        standard_error_kg_per_day=error_kg / between_days,
        mean_kg=fmean(weighing.weight_kg for weighing in weighings),
    )


def _mean_variance(weights_kg: Sequence[float]) -> float:
    """Return the variance of a mean; no scale is taken to be steadier than usual."""
    measured = stdev(weights_kg) if len(weights_kg) >= _LEAST_FOR_NOISE else 0.0
    return max(measured, _USUAL_WEIGHT_NOISE_KG) ** 2 / len(weights_kg)


def adaptive_expenditure(
    daily_intake_kcal: Sequence[float | None],
    weighings: Sequence[Weighing],
    formula_kcal: float | None = None,
) -> Expenditure:
    """Estimate a person's daily expenditure from four weeks of food and weight.

    Args:
        daily_intake_kcal: The last 28 days in order, ``None`` where nothing was logged; a
            day of less than 200 kcal counts as not logged.
        weighings: Of the same 28 days, in order of time.
        formula_kcal: Resting energy times activity factor; the estimate stays within 500 of
            it. ``None`` where the profile does not tell it.
    """
    logged_kcal = [
        intake
        for intake in daily_intake_kcal[-WINDOW_DAYS:]
        if intake is not None and intake >= LEAST_LOGGED_KCAL
    ]
    change = weight_change(weighings)
    if change is None or len(logged_kcal) < LEAST_LOGGED_DAYS:
        missing = ["two weights at least 7 days apart"] if change is None else []
        if len(logged_kcal) < LEAST_LOGGED_DAYS:
            missing.append(need("logged_days", len(logged_kcal), LEAST_LOGGED_DAYS))
        return Expenditure(missing=tuple(missing))

    density = energy_density_kcal_per_kg(change.kg_per_day, change.mean_kg)
    measured_kcal = adaptive_kcal_per_day(fmean(logged_kcal), change.kg_per_day, density)
    intake_error_kcal = stdev(logged_kcal) / sqrt(len(logged_kcal))
    margin_kcal = _TWO_SIDED_90 * sqrt(
        intake_error_kcal**2 + (change.standard_error_kg_per_day * density) ** 2
    )

    value_kcal = _near(measured_kcal, formula_kcal)
    return Expenditure(
        value_kcal,
        min(measured_kcal - margin_kcal, value_kcal),
        max(measured_kcal + margin_kcal, value_kcal),
        () if formula_kcal is not None else ("formula_kcal",),
    )


def _near(measured_kcal: float, formula_kcal: float | None) -> float:
    if formula_kcal is None:
        return measured_kcal
    low_kcal = formula_kcal - LARGEST_CORRECTION_KCAL
    return min(max(measured_kcal, low_kcal), formula_kcal + LARGEST_CORRECTION_KCAL)
