"""Finding weights by going up: one change at a time, as long as it ranks better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommender.folds import mean_ndcg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recommender.folds import Fold, Terms

WEIGHTS: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 4.0)
MOST_ROUNDS: Final = 4
LEAST_GAIN: Final = 1.001
"""What a change must bring: less is the noise of who happened to be held out."""


class Climb:
    """Changes one weight or the fading at a time, for as long as that ranks better."""

    def __init__(
        self,
        folds: list[Fold],
        by_tau: Mapping[float, list[Terms]],
        tau_days: float,
        weights: Mapping[str, float],
    ) -> None:
        self._folds, self._by_tau = folds, by_tau
        self.tau_days, self.weights = tau_days, dict(weights)
        self.best = mean_ndcg(folds, by_tau[tau_days], weights)

    def climb(self, names: Sequence[str]) -> None:
        """Go up until nothing brings more."""
        for _ in range(MOST_ROUNDS):
            before = self.best
            for name in names:
                for weight in WEIGHTS:
                    self._try(self.tau_days, {**self.weights, name: weight})
            for tau in self._by_tau:
                self._try(tau, self.weights)
            if self.best <= before:
                return

    def _try(self, tau_days: float, weights: Mapping[str, float]) -> None:
        used = {name: weight for name, weight in weights.items() if weight}
        reached = mean_ndcg(self._folds, self._by_tau[tau_days], used)
        if reached > self.best * LEAST_GAIN:
            self.best, self.weights, self.tau_days = reached, used, tau_days
