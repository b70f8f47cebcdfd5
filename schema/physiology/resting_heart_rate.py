"""The resting heart rate of a day, and how it was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import floor
from statistics import fmean
from typing import Final

from schema.physiology.estimate import need

ASLEEP_WINDOW_MIN: Final = 30
LEAST_REST_MIN: Final = 240
REST_PERCENTILE: Final = 5.0


class RestingMethod(StrEnum):
    """Where a resting heart rate comes from, the best first."""

    DEVICE = "DEVICE"
    LOWEST_ASLEEP = "LOWEST_ASLEEP"
    LOW_AT_REST = "LOW_AT_REST"


@dataclass(frozen=True, slots=True)
class RestingHeartRate:
    """The resting heart rate of one day.

    Attributes:
        value_bpm: ``None`` where nothing recorded can tell it.
        method: How it was found; part of the answer, since the methods differ by some bpm.
        missing: What would have told it.
    """

    value_bpm: float | None
    method: RestingMethod | None = None
    missing: tuple[str, ...] = ()


def resting_heart_rate(
    device_bpm: float | None,
    asleep_bpm: Sequence[float | None],
    at_rest_bpm: Sequence[float],
) -> RestingHeartRate:
    """Find a day's resting heart rate in the best way that its data allow.

    Args:
        device_bpm: What the device itself reported for the day.
        asleep_bpm: Trusted minute means of the night in order, ``None`` for a minute
            without one; a minute awake is ``None`` as well.
        at_rest_bpm: Trusted minute means of the minutes without a step, in any order.
    """
    if device_bpm is not None:
        return RestingHeartRate(device_bpm, RestingMethod.DEVICE)

    asleep_means = [
        fmean(minute for minute in window if minute is not None)
        for window in (
            asleep_bpm[first : first + ASLEEP_WINDOW_MIN]
            for first in range(len(asleep_bpm) - ASLEEP_WINDOW_MIN + 1)
        )
        if None not in window
    ]
    if asleep_means:
        return RestingHeartRate(min(asleep_means), RestingMethod.LOWEST_ASLEEP)

    if len(at_rest_bpm) >= LEAST_REST_MIN:
        low_bpm = percentile(at_rest_bpm, REST_PERCENTILE)
        return RestingHeartRate(low_bpm, RestingMethod.LOW_AT_REST)

    longest_asleep_min = max(
        (len(list(run)) for known, run in groupby(asleep_bpm, _is_known) if known), default=0
    )
    return RestingHeartRate(
        None,
        missing=(
            "resting_heart_rate",
            need("consecutive_asleep_minutes", longest_asleep_min, ASLEEP_WINDOW_MIN),
            need("rest_minutes", len(at_rest_bpm), LEAST_REST_MIN),
        ),
    )


def _is_known(minute_bpm: float | None) -> bool:
    return minute_bpm is not None


def percentile(values: Sequence[float], percent: float) -> float:
    """Return a percentile, interpolated between neighbours as Spark's ``percentile`` does."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * percent / 100.0
    below = floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)
