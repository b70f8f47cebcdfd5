"""A heart that follows what the body does, with its own delay and restlessness."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ML_PER_MET: Final = 3.5
_UTH: Final = 15.3
_FITTEST_MET: Final = 15.0
_AWAKE_BPM, _ASLEEP_BPM = 8.0, -2.0
_RISE, _FALL = 0.45, 0.22  # share of the distance to the target covered in a minute
_LASTING: Final = 0.82
_RESTLESS_BPM, _RESTLESS_ASLEEP_BPM = 2.0, 1.1
_LOWEST_BPM, _HIGHEST_BPM = 35.0, 215.0
_BREATH_S, _BREATH_BPM, _JITTER_BPM = 4.3, 2.2, 0.8


def heart_rate_by_minute(
    met: NDArray[np.float64],
    is_asleep: NDArray[np.bool_],
    *,
    resting_bpm: float,
    maximum_bpm: float,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Return the heart rate of each minute of a stretch, in bpm.

    Args:
        met: Metabolic equivalents of each minute; 1 is rest.
        is_asleep: Whether each minute is slept.
        resting_bpm: Of this person, awake and at rest.
        maximum_bpm: The highest this heart reaches.
        rng: Source of its restlessness.

    Source: capacity from both rates, Uth et al. (2004), Eur J Appl Physiol 91(1):111-115.
    """
    capacity_met = min(_FITTEST_MET, _UTH * maximum_bpm / resting_bpm / _ML_PER_MET)
    effort = np.clip((met - 1) / (capacity_met - 1), 0, 1)
    awake_bpm = resting_bpm + _AWAKE_BPM
    target = awake_bpm + effort * (maximum_bpm - awake_bpm)
    target[is_asleep] = resting_bpm + _ASLEEP_BPM
    jolts = rng.normal(0, 1, len(met)) * np.where(
        is_asleep, _RESTLESS_ASLEEP_BPM, _RESTLESS_BPM
    )

    rates = []
    rate, restlessness = float(target[0]), 0.0
    for goal, jolt in zip(target.tolist(), jolts.tolist(), strict=True):
        rate += (goal - rate) * (_RISE if goal > rate else _FALL)
        restlessness = _LASTING * restlessness + jolt
        rates.append(rate + restlessness)
    return np.clip(np.round(rates), _LOWEST_BPM, maximum_bpm)


def heart_rate_at(mean_bpm: float, next_mean_bpm: float, second: float, jitter: float) -> float:
    """Return one second's reading: on its way to the next minute, breathing, a little noisy.

    Args:
        mean_bpm: Of this minute.
        next_mean_bpm: Of the one that follows.
        second: Since the minute began.
        jitter: A draw of the standard normal distribution.
    """
    drift = mean_bpm + (next_mean_bpm - mean_bpm) * second / 60
    breath = _BREATH_BPM * math.sin(second * 2 * math.pi / _BREATH_S)
    rate = round(drift + breath + _JITTER_BPM * jitter)
    return float(min(max(rate, _LOWEST_BPM), _HIGHEST_BPM))
