"""What a body spends: at rest, from its heart rate, from what it does.

Coefficients are published by sex as tables, so that Spark can choose among them with
``when`` and leave the arithmetic to these functions. All formulae here are linear: the mean
of both sexes' coefficients is the mean of their results.
"""

from typing import Final, NamedTuple

from schema.physiology.estimate import Confidence, Estimate
from schema.physiology.quantity import Quantity
from schema.physiology.sex import Sex

KJ_PER_KCAL: Final = 4.184
MINUTES_PER_DAY: Final = 1440.0
KEYTEL_LOWEST_RESERVE_FRACTION: Final = 0.40

ACTIVITY_FACTOR: Final = {
    "sedentary": 1.2,
    "light": 1.375,
    "moderate": 1.55,
    "active": 1.725,
    "very_active": 1.9,
}
"""Total by resting expenditure, for those who wear nothing that measures it."""


class RestingCoefficients(NamedTuple):
    """The terms of a resting-energy formula, in kcal a day."""

    per_kg: float
    per_cm: float
    per_year: float
    constant: float


class HeartRateCoefficients(NamedTuple):
    """The terms of energy from heart rate, in kJ a minute."""

    per_bpm: float
    per_kg: float
    per_year: float
    constant: float


def _mean(first: tuple[float, ...], second: tuple[float, ...]) -> list[float]:
    return [(one + other) / 2 for one, other in zip(first, second, strict=True)]


_MIFFLIN_MALE = RestingCoefficients(10.0, 6.25, -5.0, 5.0)
_MIFFLIN_FEMALE = RestingCoefficients(10.0, 6.25, -5.0, -161.0)
MIFFLIN_ST_JEOR: Final = {
    Sex.MALE: _MIFFLIN_MALE,
    Sex.FEMALE: _MIFFLIN_FEMALE,
    Sex.OTHER: RestingCoefficients(*_mean(_MIFFLIN_MALE, _MIFFLIN_FEMALE)),
}

_HARRIS_MALE = RestingCoefficients(13.397, 4.799, -5.677, 88.362)
_HARRIS_FEMALE = RestingCoefficients(9.247, 3.098, -4.33, 447.593)
HARRIS_BENEDICT: Final = {
    Sex.MALE: _HARRIS_MALE,
    Sex.FEMALE: _HARRIS_FEMALE,
    Sex.OTHER: RestingCoefficients(*_mean(_HARRIS_MALE, _HARRIS_FEMALE)),
}

_KEYTEL_MALE = HeartRateCoefficients(0.6309, 0.1988, 0.2017, -55.0969)
_KEYTEL_FEMALE = HeartRateCoefficients(0.4472, -0.1263, 0.074, -20.4022)
KEYTEL: Final = {
    Sex.MALE: _KEYTEL_MALE,
    Sex.FEMALE: _KEYTEL_FEMALE,
    Sex.OTHER: HeartRateCoefficients(*_mean(_KEYTEL_MALE, _KEYTEL_FEMALE)),
}


def resting_kcal_per_day(
    weight_kg: Quantity,
    height_cm: Quantity,
    age_years: Quantity,
    coefficients: RestingCoefficients,
) -> Quantity:
    """Return the energy a body spends in a day of rest, in kcal.

    Args:
        weight_kg: Body weight.
        height_cm: Body height.
        age_years: Completed years.
        coefficients: ``MIFFLIN_ST_JEOR[sex]`` (the product's default formula) or
            ``HARRIS_BENEDICT[sex]``.

    Source: Mifflin et al. (1990), Am J Clin Nutr 51(2):241-247. Revised Harris-Benedict:
        Roza & Shizgal (1984), Am J Clin Nutr 40(1):168-182.
    """
    return (
        weight_kg * coefficients.per_kg
        + height_cm * coefficients.per_cm
        + age_years * coefficients.per_year
        + coefficients.constant
    )


def resting_energy(
    weight_kg: float | None,
    height_cm: float | None,
    age_years: float | None,
    sex: Sex | None,
) -> Estimate:
    """Estimate a person's resting energy by Mifflin-St Jeor, in kcal a day.

    Without weight, height or age there is no value. Without a sex the formula was fitted
    for, it is the mean of the two and less sure.
    """
    profile = {"weight": weight_kg, "height": height_cm, "age": age_years, "sex": sex}
    missing = tuple(name for name, value in profile.items() if value is None)

    if weight_kg is None or height_cm is None or age_years is None:
        return Estimate(None, Confidence.NONE, missing)

    fitted = sex or Sex.OTHER
    value_kcal = resting_kcal_per_day(
        float(weight_kg), float(height_cm), float(age_years), MIFFLIN_ST_JEOR[fitted]
    )
    confidence = Confidence.MEDIUM if fitted is Sex.OTHER else Confidence.HIGH
    return Estimate(value_kcal, confidence, missing)


def lean_mass_kg(weight_kg: Quantity, body_fat_percent: Quantity) -> Quantity:
    """Return the body's mass without its fat, in kg."""
    return weight_kg * (100.0 - body_fat_percent) / 100.0


def katch_mcardle_kcal_per_day(lean_mass_kg: Quantity) -> Quantity:
    """Return resting energy from lean mass, in kcal a day.

    Source: McArdle, Katch & Katch, Exercise Physiology (the constants 370 and 21.6).
    """
    return lean_mass_kg * 21.6 + 370.0


def cunningham_kcal_per_day(lean_mass_kg: Quantity) -> Quantity:
    """Return resting energy from lean mass, in kcal a day; meant for athletes.

    Source: Cunningham (1980), Am J Clin Nutr 33(11):2372-2374.
    """
    return lean_mass_kg * 22.0 + 500.0


def keytel_kcal_per_min(
    heart_rate_bpm: Quantity, weight_kg: Quantity, age_years: Quantity, sex: Sex
) -> Quantity:
    """Return what a minute of exercise at a heart rate costs, in kcal, rest included.

    The cost is gross: see ``net_kcal``. It was fitted on exercise and means nothing below
    ``keytel_lowest_heart_rate_bpm``. For women a greater weight gives a *lower* value.

    Source: Keytel et al. (2005), J Sports Sci 23(3):289-297.
    """
    coefficients = KEYTEL[sex]
    return (
        heart_rate_bpm * coefficients.per_bpm
        + weight_kg * coefficients.per_kg
        + age_years * coefficients.per_year
        + coefficients.constant
    ) / KJ_PER_KCAL


def keytel_lowest_heart_rate_bpm(
    resting_heart_rate_bpm: Quantity, maximum_heart_rate_bpm: Quantity
) -> Quantity:
    """Return the heart rate from which Keytel's formula holds: 40 % of the reserve."""
    reserve_bpm = maximum_heart_rate_bpm - resting_heart_rate_bpm
    return resting_heart_rate_bpm + reserve_bpm * KEYTEL_LOWEST_RESERVE_FRACTION


def met_kcal(met: Quantity, weight_kg: Quantity, duration_min: Quantity) -> Quantity:
    """Return what an activity costs, in kcal, rest included: MET · kg · h.

    The tables behind MET values hold for ages 19 to 59.

    Source: Ainsworth et al. (2011), Med Sci Sports Exerc 43(8):1575-1581; Herrmann et al.
        (2024), J Sport Health Sci 13(1):6-12.
    """
    return met * weight_kg * duration_min / 60.0


def net_kcal(
    gross_kcal: Quantity, resting_kcal_per_day: Quantity, duration_min: Quantity
) -> Quantity:
    """Return what an activity cost beyond rest, in kcal; the ledger counts only this.

    A negative result means that the gross figure was below rest.
    """
    return gross_kcal - resting_kcal_per_day * duration_min / MINUTES_PER_DAY
