"""What is usual for one person, and how far a night is from it."""

from collections.abc import Sequence
from enum import StrEnum
from statistics import fmean, stdev
from typing import Final

WINDOW_NIGHTS: Final = 7
LEAST_NIGHTS: Final = 4
TRUSTED_NIGHTS: Final = 14
STALE_AFTER_DAYS: Final = 14


class BaselineState(StrEnum):
    """How well a person's usual values are known."""

    CALIBRATING = "CALIBRATING"
    PROVISIONAL = "PROVISIONAL"
    TRUSTED = "TRUSTED"
    STALE = "STALE"


def baseline_state(nights: int, idle_days: int) -> BaselineState:
    """Return how far a baseline can be relied on.

    Args:
        nights: Nights recorded before tonight.
        idle_days: Days since the last of them.
    """
    if nights < LEAST_NIGHTS:
        return BaselineState.CALIBRATING
    if idle_days > STALE_AFTER_DAYS:
        return BaselineState.STALE
    return BaselineState.TRUSTED if nights >= TRUSTED_NIGHTS else BaselineState.PROVISIONAL


def deviation_from_baseline(
    tonight: float, prior_nights: Sequence[float | None], least_deviation: float = 0.0
) -> float | None:
    """Return how many standard deviations (ddof 1) tonight is from the seven nights before.

    Args:
        tonight: The value of tonight.
        prior_nights: The nights before, in order, ``None`` where nothing was recorded.
        least_deviation: A night-to-night deviation below this is taken for this: the
            resolution of the sensor, under which no difference means anything.

    Returns:
        ``None`` with fewer than four nights, or where they did not vary at all.
    """
    recorded = [night for night in prior_nights[-WINDOW_NIGHTS:] if night is not None]
    if len(recorded) < LEAST_NIGHTS:
        return None
    deviation = max(stdev(recorded), least_deviation)
    return (tonight - fmean(recorded)) / deviation if deviation > 0 else None
