"""How ready a body is for a hard day: tonight's signals against a person's own nights."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schema.physiology.baseline import LEAST_NIGHTS, BaselineState, baseline_state
from schema.physiology.estimate import Confidence, Score, need, weighted_drivers


class Signal(StrEnum):
    """What readiness is made of."""

    HRV = "hrv"
    RESTING_HEART_RATE = "resting_heart_rate"
    RESPIRATION = "respiration"
    TEMPERATURE = "temperature"


WEIGHT: Final[dict[str, float]] = {
    Signal.HRV: 0.40,
    Signal.RESTING_HEART_RATE: 0.30,
    Signal.RESPIRATION: 0.20,
    Signal.TEMPERATURE: 0.10,
}
LEADING: Final = (Signal.HRV, Signal.RESTING_HEART_RATE)
"""Readiness is never told without at least one of these."""

LEAST_DEVIATION: Final[dict[str, float]] = {
    Signal.HRV: 0.0,
    Signal.RESTING_HEART_RATE: 1.0,
    Signal.RESPIRATION: 0.5,
    Signal.TEMPERATURE: 0.1,
}
"""The resolution of the sensors, for ``deviation_from_baseline`` (ln ms, bpm, /min, °C)."""

_USUAL_SCORE: Final = 75.0
_POINTS_PER_DEVIATION: Final = 25.0
_HIGHEST_SCORE: Final = 100.0


@dataclass(frozen=True, slots=True)
class NightSignal:
    """One signal of tonight, and what stands behind its baseline.

    Attributes:
        score: 0 to 100, see ``signal_score``.
        prior_nights: Nights of this signal recorded before tonight.
        idle_days: Days between the last of them and tonight.
    """

    score: float
    prior_nights: int
    idle_days: int = 1


def signal_score(signal: Signal, z: float) -> float:
    """Turn a deviation from one's own nights into points, 0 to 100.

    Our convention: a usual heart earns 75; each standard deviation toward recovery (higher
    variability, lower resting heart rate) adds 25, each away from it takes 25. Respiration
    and temperature should not move at all: 100 when usual, 25 less a deviation either way.
    """
    if signal is Signal.HRV:
        points = _USUAL_SCORE + _POINTS_PER_DEVIATION * z
    elif signal is Signal.RESTING_HEART_RATE:
        points = _USUAL_SCORE - _POINTS_PER_DEVIATION * z
    else:
        points = _HIGHEST_SCORE - _POINTS_PER_DEVIATION * abs(z)
    return min(max(points, 0.0), _HIGHEST_SCORE)


def readiness(signals: Mapping[Signal, NightSignal]) -> Score:
    """Weigh tonight's signals into one score, or say why there is none.

    The weights of what is absent go to what is present. A signal without a baseline of four
    nights is absent; without variability and without resting heart rate there is no score.

    Args:
        signals: What was recorded tonight.
    """
    usable = {
        signal: signals[signal]
        for signal in Signal
        if signal in signals and signals[signal].prior_nights >= LEAST_NIGHTS
    }
    missing = tuple(signal.value for signal in Signal if signal not in usable)

    if not any(leading in usable for leading in LEADING):
        return Score(None, Confidence.NONE, (_why_not(signals), *missing))

    drivers = weighted_drivers({name: night.score for name, night in usable.items()}, WEIGHT)
    value = sum(driver.contribution for driver in drivers)
    return Score(value, _confidence(usable), missing, drivers)


def _why_not(signals: Mapping[Signal, NightSignal]) -> str:
    recorded = [signals[leading].prior_nights for leading in LEADING if leading in signals]
    if not recorded:
        return "need_signal: hrv or resting_heart_rate"
    return need("baseline", max(recorded), LEAST_NIGHTS)


def _confidence(usable: Mapping[Signal, NightSignal]) -> Confidence:
    """Be as sure as the best leading baseline; surest with both of them trusted."""
    states = [
        baseline_state(usable[leading].prior_nights, usable[leading].idle_days)
        for leading in LEADING
        if leading in usable
    ]
    trusted = states.count(BaselineState.TRUSTED)
    if trusted == len(LEADING):
        return Confidence.HIGH
    return Confidence.MEDIUM if trusted else Confidence.LOW
