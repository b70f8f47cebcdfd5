"""How hard a heart works: its maximum, its reserve, its zones."""

from enum import StrEnum
from typing import Final

from schema.physiology.quantity import Quantity

KARVONEN_FLOORS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Where zones 1 to 5 begin, as fractions of the heart-rate reserve."""


class Intensity(StrEnum):
    """How hard an effort is, in the words of the guidelines."""

    LIGHT = "LIGHT"
    MODERATE = "MODERATE"
    VIGOROUS = "VIGOROUS"


MODERATE_FROM_RESERVE: Final = 0.40
VIGOROUS_FROM_RESERVE: Final = 0.60
MODERATE_FROM_MAXIMUM: Final = 0.64
VIGOROUS_FROM_MAXIMUM: Final = 0.77


def tanaka_maximum_bpm(age_years: Quantity) -> Quantity:
    """Return the highest heart rate to be expected at an age, in bpm.

    A person's own differs by some 10 bpm: prefer a measured maximum.

    Source: Tanaka, Monahan & Seals (2001), J Am Coll Cardiol 37(1):153-156.
    """
    return 208.0 - age_years * 0.7


def reserve_fraction(
    heart_rate_bpm: Quantity,
    resting_heart_rate_bpm: Quantity,
    maximum_heart_rate_bpm: Quantity,
) -> Quantity:
    """Return how much of the range between rest and maximum is in use; 0 at rest, 1 at most.

    Nothing is cut off: a heart below its resting rate gives a negative fraction.

    Source: Karvonen, Kentala & Mustala (1957), Ann Med Exp Biol Fenn 35(3):307-315.
    """
    reserve_bpm = maximum_heart_rate_bpm - resting_heart_rate_bpm
    return (heart_rate_bpm - resting_heart_rate_bpm) / reserve_bpm


def karvonen_zone_floors_bpm(
    resting_heart_rate_bpm: Quantity, maximum_heart_rate_bpm: Quantity
) -> tuple[Quantity, ...]:
    """Return the heart rates at which zones 1 to 5 begin, in bpm.

    Source: Karvonen, Kentala & Mustala (1957), Ann Med Exp Biol Fenn 35(3):307-315.
    """
    reserve_bpm = maximum_heart_rate_bpm - resting_heart_rate_bpm
    return tuple(resting_heart_rate_bpm + reserve_bpm * floor for floor in KARVONEN_FLOORS)


def karvonen_zone(
    heart_rate_bpm: float, resting_heart_rate_bpm: float, maximum_heart_rate_bpm: float
) -> int:
    """Return the zone of a heart rate, 1 to 5; 0 is below all of them.

    A zone holds its own floor and not the next one's.
    """
    floors_bpm = karvonen_zone_floors_bpm(resting_heart_rate_bpm, maximum_heart_rate_bpm)
    return sum(heart_rate_bpm >= floor_bpm for floor_bpm in floors_bpm)


def intensity_of_reserve(fraction: float) -> Intensity:
    """Name the intensity of a share of the heart-rate reserve; 40 to 59 % is moderate.

    Source: Garber et al. (2011), ACSM position stand, Med Sci Sports Exerc 43(7):1334-1359.
    """
    return _intensity(fraction, MODERATE_FROM_RESERVE, VIGOROUS_FROM_RESERVE)


def intensity_of_maximum(fraction: float) -> Intensity:
    """Name the intensity of a share of the maximum heart rate; 64 to 76 % is moderate.

    Source: Garber et al. (2011), ACSM position stand, Med Sci Sports Exerc 43(7):1334-1359.
    """
    return _intensity(fraction, MODERATE_FROM_MAXIMUM, VIGOROUS_FROM_MAXIMUM)


def _intensity(fraction: float, moderate_from: float, vigorous_from: float) -> Intensity:
    if fraction >= vigorous_from:
        return Intensity.VIGOROUS
    return Intensity.MODERATE if fraction >= moderate_from else Intensity.LIGHT
