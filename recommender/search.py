"""Searching for parameters, one step after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from recommender.als import AlsParameters
from recommender.blend import BlendParameters
from recommender.climb import LEAST_GAIN, Climb
from recommender.folds import mean_ndcg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.als import Factors
    from recommender.blend import Blend
    from recommender.folds import Fold, Terms

FACTORISATIONS: Final = tuple(
    AlsParameters(factors, regularization, alpha)
    for factors, regularization, alpha in (
        (8, 40.0, 3.0),
        (16, 40.0, 3.0),
        (32, 40.0, 3.0),
        (64, 40.0, 3.0),
        (8, 5.0, 7.0),
        (16, 5.0, 7.0),
        (64, 5.0, 7.0),
        (128, 5.0, 7.0),
        (256, 5.0, 7.0),
        (8, 1.0, 2.0),
        (16, 1.0, 2.0),
    )
)
RHOS: Final = (0.0, 3.0, 30.0)
CLUSTERS: Final = (4, 8)
TAUS_DAYS: Final = (7.0, 15.0, 30.0, 60.0)

FIRST_WEIGHTS: Final = ({"taste": 1.0, "recency": 0.1}, {"taste": 1.0, "recency": 0.4})
STARTS: Final = (
    {"taste": 1.0, "repeat": 2.0, "recency": 0.2},
    {"taste": 1.0, "neighbours": 1.0, "repeat": 0.5},
    {"taste": 1.0, "recency": 2.0},
)
"""Where else to begin with a small table: it is quick, and full of local heights."""

FADING: Final = ("recency", "repeat")

FEWEST_ITEMS_PER_FACTOR: Final = 4


class Search:
    """Greedy steps: each keeps what ranked best so far, over all folds."""

    def __init__(self, folds: list[Fold]) -> None:
        self._folds = folds
        self._blends: list[Blend] = []
        self.parameters = BlendParameters(rho=0.0)
        self.best = -1.0
        self.ablation: dict[str, float] = {}
        self._catalogue_size = len(folds[0].train.item_ids)
        self._is_small = len(folds) > 1
        self._has_times = folds[0].train.days is not None

    def choose_factorisation(self) -> None:
        """Try each factorisation in a plain mix with what is popular lately."""
        most = max(self._catalogue_size // FEWEST_ITEMS_PER_FACTOR, FACTORISATIONS[0].factors)
        for als in FACTORISATIONS:
            if als.factors <= most:
                self._try_mixes(replace(self.parameters, als=als))

    def choose_rho(self) -> None:
        """Try how strongly people are believed to be like their segment."""
        self.ablation["nobody"] = self.best
        factors = [blend.factors for blend in self._blends]
        for rho in RHOS[1:]:
            self._try_mixes(replace(self.parameters, rho=rho), factors)
        self.ablation["segment"] = self.best

    def choose_clusters(self) -> None:
        """Try whether people are rather like those who live alike; the gain must be clear."""
        if not any(any(fold.features) for fold in self._folds):
            return
        before, kept, blends = self.best, self.parameters, self._blends
        factors = [blend.factors for blend in blends]
        for count in CLUSTERS:
            self.best = -1.0
            for rho in RHOS[1:]:
                self._try_mixes(replace(kept, rho=rho, clusters=count), factors)
            self.ablation[f"{count} clusters"] = self.best
            if self.best > before * LEAST_GAIN:
                before, kept, blends = self.best, self.parameters, self._blends
        self.best, self.parameters, self._blends = before, kept, blends

    def choose_weights(self, *, with_repeats: bool) -> None:
        """Climb from several mixes, one term after the other, and keep the highest."""
        names = ["repeat"] if with_repeats else []
        names += ["recency", "neighbours", "popularity"]
        names += ["transition"] if self._has_times else []

        still = [name for name in names if name not in FADING]
        terms = self._terms(self._blends, ["taste", *still])
        by_tau = {
            tau: [a | b for a, b in zip(terms, self._faded(tau, names), strict=True)]
            for tau in self._taus()
        }
        for start in [self.parameters.weights, *(STARTS if self._is_small else ())]:
            known = {
                name: weight for name, weight in start.items() if name in {"taste", *names}
            }
            climb = Climb(self._folds, by_tau, self.parameters.tau_days, known)
            climb.climb(names)
            if climb.best > self.best:
                self.best = climb.best
                self.parameters = replace(
                    self.parameters, weights=climb.weights, tau_days=climb.tau_days
                )

    def _taus(self) -> tuple[float, ...]:
        return TAUS_DAYS if self._has_times else (self.parameters.tau_days,)

    def _faded(self, tau_days: float, names: Sequence[str]) -> list[Terms]:
        parameters = replace(self.parameters, tau_days=tau_days)
        pairs = zip(self._folds, self._blends, strict=True)
        blends = [fold.blend(parameters, blend.factors) for fold, blend in pairs]
        return self._terms(blends, [name for name in FADING if name in names])

    def _try_mixes(
        self, parameters: BlendParameters, factors: Sequence[Factors | None] | None = None
    ) -> None:
        trained = [None] * len(self._folds) if factors is None else factors
        blends = [
            fold.blend(parameters, known)
            for fold, known in zip(self._folds, trained, strict=True)
        ]
        terms = self._terms(blends, ["taste", "recency"])
        for weights in FIRST_WEIGHTS:
            if self._keep_if_better(replace(parameters, weights=weights), terms):
                self._blends = blends

    def _terms(self, blends: list[Blend], names: Sequence[str]) -> list[Terms]:
        pairs = zip(self._folds, blends, strict=True)
        return [fold.terms(blend, names) for fold, blend in pairs]

    def _keep_if_better(self, parameters: BlendParameters, terms: list[Terms]) -> bool:
        reached = mean_ndcg(self._folds, terms, parameters.weights)
        if reached <= self.best:
            return False
        self.best, self.parameters = reached, parameters
        return True
