"""Heart-rate variability: from beat-to-beat intervals only, never from averaged heart rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log, sqrt
from statistics import fmean, median, stdev
from typing import Final

from schema.physiology.baseline import LEAST_NIGHTS, WINDOW_NIGHTS, deviation_from_baseline
from schema.physiology.estimate import need

SHORTEST_RR_MS: Final = 300.0
LONGEST_RR_MS: Final = 2000.0
MEDIAN_BEATS: Final = 5
LARGEST_STEP: Final = 0.20
LEAST_BEATS: Final = 20
LONG_DIFFERENCE_MS: Final = 50.0
SMALLEST_WORTHWHILE_SD: Final = 0.5


def clean_rr_ms(rr_interval_ms: Sequence[float]) -> list[float | None]:
    """Replace by ``None`` each interval that cannot be one normal beat.

    Left out is what lies outside 300 to 2000 ms, or more than 20 % off the median of the
    five plausible beats around it (at either end: of the five nearest). The gaps stay, so
    that no difference is taken across them.
    """
    plausible = [
        (place, rr_ms)
        for place, rr_ms in enumerate(rr_interval_ms)
        if SHORTEST_RR_MS <= rr_ms <= LONGEST_RR_MS
    ]
    last_first = max(len(plausible) - MEDIAN_BEATS, 0)
    cleaned: list[float | None] = [None] * len(rr_interval_ms)

    for order, (place, rr_ms) in enumerate(plausible):
        first = min(max(order - MEDIAN_BEATS // 2, 0), last_first)
        local_ms = median(rr for _, rr in plausible[first : first + MEDIAN_BEATS])
        if abs(rr_ms - local_ms) <= LARGEST_STEP * local_ms:
            cleaned[place] = rr_ms
    return cleaned


def rmssd_ms(nn_interval_ms: Sequence[float | None]) -> float | None:
    """Return the root mean square of successive differences, in ms.

    Only beats that followed each other are compared; ``None`` stands for a beat left out.

    Source: Task Force of the ESC and NASPE (1996), Circulation 93(5):1043-1065.
    """
    differences = _differences_ms(nn_interval_ms)
    if not differences:
        return None
    return sqrt(fmean(difference * difference for difference in differences))


def sdnn_ms(nn_interval_ms: Sequence[float | None]) -> float | None:
    """Return the standard deviation (of the sample, ddof 1) of the intervals, in ms.

    Source: Task Force of the ESC and NASPE (1996), Circulation 93(5):1043-1065.
    """
    beats = [nn for nn in nn_interval_ms if nn is not None]
    return stdev(beats) if len(beats) > 1 else None


def pnn50_percent(nn_interval_ms: Sequence[float | None]) -> float | None:
    """Return how many successive differences are longer than 50 ms, in percent.

    Source: Task Force of the ESC and NASPE (1996), Circulation 93(5):1043-1065.
    """
    differences = _differences_ms(nn_interval_ms)
    if not differences:
        return None
    return 100.0 * fmean(abs(difference) > LONG_DIFFERENCE_MS for difference in differences)


def _differences_ms(nn_interval_ms: Sequence[float | None]) -> list[float]:
    return [
        later - earlier
        for earlier, later in pairwise(nn_interval_ms)
        if earlier is not None and later is not None
    ]


@dataclass(frozen=True, slots=True)
class Variability:
    """The variability of one recording; all ``None`` below 20 clean beats."""

    rmssd_ms: float | None = None
    sdnn_ms: float | None = None
    pnn50_percent: float | None = None
    missing: tuple[str, ...] = ()


def variability(rr_interval_ms: Sequence[float]) -> Variability:
    """Clean a recording of beats, each following the one before, and measure it."""
    cleaned = clean_rr_ms(rr_interval_ms)
    beats = sum(nn is not None for nn in cleaned)
    if beats < LEAST_BEATS:
        return Variability(missing=(need("beats", beats, LEAST_BEATS),))
    return Variability(rmssd_ms(cleaned), sdnn_ms(cleaned), pnn50_percent(cleaned))


class Recovery(StrEnum):
    """How tonight's variability stands to the nights before."""

    SUPPRESSED = "SUPPRESSED"
    NORMAL = "NORMAL"
    ELEVATED = "ELEVATED"


@dataclass(frozen=True, slots=True)
class HrvReadiness:
    """Tonight's ln RMSSD in standard deviations from the nights before it."""

    z: float | None = None
    recovery: Recovery | None = None
    missing: tuple[str, ...] = ()


def hrv_readiness(
    tonight_ln_rmssd: float | None, prior_ln_rmssd: Sequence[float | None]
) -> HrvReadiness:
    """Hold tonight against the seven nights before; half a deviation is worth while.

    Args:
        tonight_ln_rmssd: Natural logarithm of tonight's RMSSD in ms, see ``ln_rmssd``.
        prior_ln_rmssd: The nights before, tonight excluded, in order; ``None`` for a night
            without a recording. The last seven count, at least four must be there.

    Source: Plews et al. (2014), Int J Sports Physiol Perform 9(5):783-790.
    """
    if tonight_ln_rmssd is None:
        return HrvReadiness(missing=("hrv_rmssd",))

    nights = sum(night is not None for night in prior_ln_rmssd[-WINDOW_NIGHTS:])
    if nights < LEAST_NIGHTS:
        return HrvReadiness(missing=(need("baseline", nights, LEAST_NIGHTS),))

    z = deviation_from_baseline(tonight_ln_rmssd, prior_ln_rmssd)
    if z is None:
        return HrvReadiness(missing=("variation between nights",))
    if abs(z) <= SMALLEST_WORTHWHILE_SD:
        return HrvReadiness(z, Recovery.NORMAL)
    return HrvReadiness(z, Recovery.SUPPRESSED if z < 0 else Recovery.ELEVATED)


def ln_rmssd(rmssd_ms: float) -> float:
    """Return the natural logarithm of an RMSSD in ms: its nights are about normal in it."""
    return log(rmssd_ms)
