"""What a living body can produce: what is stored, and what of it is trusted.

Outside *store* a value is refused with its reason. Inside store but outside *trust* it is
kept, flagged, and stays out of every aggregate. Where one range is all that is known, both
are the same. Beat-to-beat intervals are trusted by the narrower range alone: an early or a
missed beat is an artefact to be cleaned out of its series, not a reason to refuse it.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class Range(NamedTuple):
    """The ranges of one type, ends included, in its canonical unit."""

    store_low: float
    store_high: float
    trust_low: float
    trust_high: float


def _only(low: float, high: float) -> Range:
    return Range(low, high, low, high)


_LONGEST_DAY_MIN: Final = 1500
"""A local day of 25 hours, when the clocks go back."""

LARGEST_RATE_PER_MIN: Final[dict[str, float]] = {
    "steps": 300.0,
    "floors": 60.0,  # stair racers climb some 10; barometers jump with the weather
    "distance": 2000.0,  # 120 km/h: a descent on a racing bicycle
    "active_energy": 60.0,  # three times what a world-class rower spends
    "total_energy": 60.0,
}
"""How much of what adds up a minute can hold, in canonical units."""


def _at_most(rate_per_min: float) -> Range:
    return _only(0.0, rate_per_min * _LONGEST_DAY_MIN)


PLAUSIBLE: Final[dict[str, Range]] = {
    "heart_rate": Range(1.0, 300.0, 30.0, 220.0),
    "resting_heart_rate": _only(30.0, 120.0),
    "rr_interval": Range(1.0, 10_000.0, 300.0, 2000.0),
    "hrv_rmssd": _only(5.0, 250.0),
    "hrv_sdnn": _only(5.0, 250.0),
    "respiratory_rate": _only(4.0, 40.0),
    "spo2": _only(70.0, 100.0),
    "skin_temperature": _only(20.0, 42.0),
    "body_weight": _only(20.0, 400.0),
    # Hypothermia begins at 35 °C, and fever seldom passes 42.
    "body_temperature": Range(25.0, 45.0, 34.0, 42.0),
    # Essential fat is about 3 % in men.
    "body_fat": Range(1.0, 80.0, 3.0, 70.0),
    # Continuous sensors read 40 to 400 mg/dL, finger meters 10 to 600.
    "blood_glucose": Range(10.0, 1000.0, 20.0, 600.0),
    "blood_pressure_systolic": Range(40.0, 350.0, 60.0, 260.0),
    "blood_pressure_diastolic": Range(20.0, 250.0, 30.0, 160.0),
    **{name: _at_most(rate) for name, rate in LARGEST_RATE_PER_MIN.items()},
    # Kidneys pass at most about a litre an hour.
    "hydration": Range(0.0, 25_000.0, 0.0, 10_000.0),
}


class Plausibility(StrEnum):
    """What becomes of a value."""

    TRUSTED = "TRUSTED"
    DOUBTFUL = "DOUBTFUL"
    IMPOSSIBLE = "IMPOSSIBLE"


def plausibility(event_type: str, value: float) -> Plausibility:
    """Say what becomes of a value; not-a-number is impossible.

    Args:
        event_type: A scalar event type.
        value: In the canonical unit.
    """
    ranges = PLAUSIBLE[event_type]
    if ranges.trust_low <= value <= ranges.trust_high:
        return Plausibility.TRUSTED
    if ranges.store_low <= value <= ranges.store_high:
        return Plausibility.DOUBTFUL
    return Plausibility.IMPOSSIBLE


def largest_amount(event_type: str, duration_min: float) -> float:
    """Return the most of what adds up that an interval can hold; a short one counts a minute.

    Args:
        event_type: A type of ``LARGEST_RATE_PER_MIN``.
        duration_min: Length of the interval.
    """
    return LARGEST_RATE_PER_MIN[event_type] * max(duration_min, 1.0)
