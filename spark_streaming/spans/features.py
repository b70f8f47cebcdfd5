"""What the recommender can learn of a person: their last four weeks in a few figures."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Final, NamedTuple

from spark_streaming.spans.history import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spark_streaming.spans.history import History

WINDOW_DAYS: Final = 28
LEAST_DAYS: Final = 4
_WEEKS: Final = 4

MEANS: Final = {
    "mean_steps": "steps",
    "mean_active_energy_kcal": "active_energy",
    "mean_energy_in_kcal": "energy_in",
    "mean_protein_g": "protein",
    "mean_meals": "meals",
    "mean_sleep_min": "sleep_duration",
    "mean_resting_heart_rate_bpm": "resting_heart_rate",
    "mean_trimp": "trimp",
}
MEDIANS: Final = {"usual_bedtime_min": "bedtime_min"}
KINDS: Final = ("cardio", "strength", "mobility")


class FeatureValue(NamedTuple):
    """One feature of a person, as it was on a day."""

    as_of: date
    feature: str
    value: float


@dataclass(frozen=True)
class Features:
    """Figures over the 28 whole days before a day, so that a day begun leaves them alone."""

    history: History

    def since(self, first: date) -> Iterator[FeatureValue]:
        """Tell the features of each recorded day from one on."""
        for day in self.history.since(first):
            yield from self.on(day)

    def on(self, as_of: date) -> Iterator[FeatureValue]:
        """Tell what at least four of the days before have a basis for."""
        before = as_of - ONE_DAY
        for gather, metrics in ((fmean, MEANS), (median, MEDIANS)):
            for feature, metric in metrics.items():
                known = self.history.known(metric, before, WINDOW_DAYS)
                if len(known) >= LEAST_DAYS:
                    yield FeatureValue(as_of, feature, gather(known))
        yield from self._weekly_loads(as_of)

    def _weekly_loads(self, as_of: date) -> Iterator[FeatureValue]:
        """Tell the load of each kind; who logged any workout did nothing of the others."""
        loads = [
            self.history.days[day].load_by_kind
            for back in range(1, WINDOW_DAYS + 1)
            if (day := as_of - ONE_DAY * back) in self.history.days
        ]
        if not any(loads):
            return
        for kind in KINDS:
            total = sum(load.get(kind, 0.0) for load in loads)
            yield FeatureValue(as_of, f"weekly_{kind}_load", total / _WEEKS)
