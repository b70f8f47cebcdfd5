"""How ready the body was on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schema.physiology.baseline import LEAST_NIGHTS, WINDOW_NIGHTS, deviation_from_baseline
from schema.physiology.readiness import (
    LEAST_DEVIATION,
    NightSignal,
    Signal,
    readiness,
    signal_score,
)
from schema.physiology.variability import ln_rmssd
from spark_streaming.spans.history import ONE_DAY, SpanValue
from spark_streaming.spans.scores import score_detail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from spark_streaming.spans.history import History

METRIC: Final = {
    Signal.HRV: "hrv_rmssd",
    Signal.RESTING_HEART_RATE: "resting_heart_rate",
    Signal.RESPIRATION: "respiratory_rate",
    Signal.TEMPERATURE: "skin_temperature",
}


def recovery(history: History, first: date) -> Iterator[SpanValue]:
    """Tell the readiness of each recorded day, or why there is none."""
    series = {signal: _Nights(signal, history) for signal in Signal}
    for day in history.since(first):
        signals = {
            signal: tonight
            for signal, nights in series.items()
            if (tonight := nights.signal(day)) is not None
        }
        score = readiness(signals)
        yield SpanValue(day, "readiness", score.value, score_detail(score))


class _Nights:
    """One signal of every night, in the scale in which its nights are about normal."""

    def __init__(self, signal: Signal, history: History) -> None:
        recorded = history.series(METRIC[signal])
        self._signal = signal
        self._values = {
            day: ln_rmssd(value) if signal is Signal.HRV else value for day, value in recorded
        }
        self._place = {day: place for place, day in enumerate(self._values)}
        self._dates = list(self._values)

    def signal(self, day: date) -> NightSignal | None:
        """Hold a night against those before it; null where nothing can be said of it."""
        if day not in self._values:
            return None
        prior = [self._values.get(day - ONE_DAY * back) for back in range(WINDOW_NIGHTS, 0, -1)]
        in_window = _recorded(prior)
        if in_window < LEAST_NIGHTS:
            return NightSignal(score=0.0, prior_nights=in_window)
        z = deviation_from_baseline(self._values[day], prior, LEAST_DEVIATION[self._signal])
        if z is None:
            return None
        place = self._place[day]
        return NightSignal(
            signal_score(self._signal, z), place, (day - self._dates[place - 1]).days
        )


def _recorded(nights: Sequence[float | None]) -> int:
    return sum(night is not None for night in nights)
