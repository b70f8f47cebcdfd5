"""How little energy is too little."""

from enum import StrEnum
from typing import Final

from schema.physiology.sex import Sex

LEAST_INTAKE_KCAL: Final = {Sex.FEMALE: 1200.0, Sex.MALE: 1500.0, Sex.OTHER: 1350.0}
"""Kcal a day below which nobody eats without a physician; for others the mean of the two."""

LOW_AVAILABILITY_KCAL_PER_KG: Final = 30.0
GOOD_AVAILABILITY_KCAL_PER_KG: Final = 45.0


def intake_floor_kcal(resting_kcal_per_day: float, sex: Sex) -> float:
    """Return the lowest energy target that may be set, in kcal a day.

    Source: the customary limits of a diet without a physician; compare NHLBI (2000), The
        Practical Guide, NIH publication 00-4084.
    """
    return max(resting_kcal_per_day, LEAST_INTAKE_KCAL[sex])


class Availability(StrEnum):
    """What is left for the body's own working after exercise took its share."""

    LOW = "LOW"
    REDUCED = "REDUCED"
    GOOD = "GOOD"


def energy_availability_kcal_per_kg(
    intake_kcal: float, exercise_kcal: float, fat_free_mass_kg: float
) -> float:
    """Return the energy availability of a day, in kcal per kg of fat-free mass.

    Source: Loucks, Kiens & Wright (2011), J Sports Sci 29(sup1):S7-S15.
    """
    return (intake_kcal - exercise_kcal) / fat_free_mass_kg


def availability(kcal_per_kg: float) -> Availability:
    """Judge an energy availability: up to 30 is low, above 45 is the target."""
    if kcal_per_kg <= LOW_AVAILABILITY_KCAL_PER_KG:
        return Availability.LOW
    if kcal_per_kg > GOOD_AVAILABILITY_KCAL_PER_KG:
        return Availability.GOOD
    return Availability.REDUCED
