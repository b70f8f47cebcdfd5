"""Choosing what the blend is made of, on interactions held out of its training."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import fmean
from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.als import AlsParameters
from recommender.blend import Blend, BlendParameters
from recommender.evaluation.metrics import NDCG_AT, ndcg_at_10
from recommender.evaluation.ranking import Question, top
from recommender.evaluation.splits import HELD_OUT, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recommender.als import Factors
    from recommender.evaluation.splits import Split
    from recommender.table import InteractionTable

    Terms = dict[str, NDArray[np.float32]]

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
TAUS_DAYS: Final = (7.0, 15.0, 30.0, 60.0)
WEIGHTS: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 4.0)
FIRST_WEIGHTS: Final = ({"taste": 1.0, "recency": 0.1}, {"taste": 1.0, "recency": 0.4})
STARTS: Final = (
    {"taste": 1.0, "repeat": 2.0, "recency": 0.2},
    {"taste": 1.0, "neighbours": 1.0, "repeat": 0.5},
    {"taste": 1.0, "recency": 2.0},
)
"""Where else to begin with a small table: it is quick, and full of local heights."""

FADING: Final = ("recency", "repeat")
MOST_ROUNDS: Final = 4
LEAST_GAIN: Final = 1.001
"""What a change must bring: less is the noise of who happened to be held out."""

MOST_CELLS: Final = 12_000_000
"""Scores held at once while weights are tried: people · items."""

FEWEST_ITEMS_PER_FACTOR: Final = 4


SMALL_BELOW: Final = 20_000
FOLDS_OF_SMALL: Final = (0.1, 0.2, 0.3)
"""What is held out of a small table, one after the other: one fold alone would be noise."""


@dataclass(frozen=True)
class Tuned:
    """What was chosen, and the NDCG@10 that chose it."""

    parameters: BlendParameters
    ndcg_at_10: float


def tune(
    table: InteractionTable,
    by: Split,
    *,
    with_repeats: bool,
    segments: Sequence[str] | None = None,
) -> Tuned:
    """Choose factorisation, shrinkage, fading and weights on inner splits of the table.

    Nothing outside the table is looked at: what a later test holds stays unseen.
    """
    shares = FOLDS_OF_SMALL if len(table) < SMALL_BELOW else (HELD_OUT,)
    parts = [split(table, by, share) for share in shares]
    folds = [_Fold(train, held_out, with_repeats, segments) for train, held_out in parts]
    folds = [fold for fold in folds if len(fold.question)]
    if not folds:
        return Tuned(BlendParameters(), 0.0)

    search = _Search(folds)
    search.choose_factorisation()
    search.choose_rho()
    search.choose_weights(with_repeats=with_repeats)
    return Tuned(search.parameters, search.best)


class _Fold:
    """One inner split, and the blend trained on its part last tried."""

    def __init__(
        self,
        train: InteractionTable,
        held_out: InteractionTable,
        with_repeats: bool,  # noqa: FBT001 - one call, in this module
        segments: Sequence[str] | None,
    ) -> None:
        self.train, self.segments = train, segments
        everybody = Question(train, held_out, with_repeats=with_repeats)
        self.question = everybody.sample(max(MOST_CELLS // max(len(train.item_ids), 1), 200))
        self._right = self.question.mask()
        self._count = np.array([len(items) for items in self.question.relevant])

    def blend(self, parameters: BlendParameters, factors: Factors | None = None) -> Blend:
        return Blend(self.train, parameters, self.segments, factors)

    def terms(self, blend: Blend, names: Sequence[str]) -> Terms:
        computed = blend.terms(self.question.users, names)
        return {name: term.astype(np.float32) for name, term in computed.items()}

    def ndcg(self, weights: Mapping[str, float], terms: Terms) -> float:
        scores = np.zeros((len(self.question), len(self.train.item_ids)))
        for name, weight in weights.items():
            scores += weight * terms[name]
        self.question.hide(scores, self.question.users)
        ranked, best = top(scores, min(NDCG_AT, scores.shape[1]))
        hits = np.take_along_axis(self._right, ranked, axis=1) & np.isfinite(best)
        return ndcg_at_10(hits, self._count)


class _Search:
    """Greedy steps: each keeps what ranked best so far, over all folds."""

    def __init__(self, folds: list[_Fold]) -> None:
        self._folds = folds
        self._blends: list[Blend] = []
        self.parameters = BlendParameters(rho=0.0)
        self.best = -1.0
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
        factors = [blend.factors for blend in self._blends]
        for rho in RHOS[1:]:
            self._try_mixes(replace(self.parameters, rho=rho), factors)

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
            climb = _Climb(self._folds, by_tau, self.parameters.tau_days, known)
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
        reached = _mean_ndcg(self._folds, terms, parameters.weights)
        if reached <= self.best:
            return False
        self.best, self.parameters = reached, parameters
        return True


class _Climb:
    """Changes one weight or the fading at a time, for as long as that ranks better."""

    def __init__(
        self,
        folds: list[_Fold],
        by_tau: Mapping[float, list[Terms]],
        tau_days: float,
        weights: Mapping[str, float],
    ) -> None:
        self._folds, self._by_tau = folds, by_tau
        self.tau_days, self.weights = tau_days, dict(weights)
        self.best = _mean_ndcg(folds, by_tau[tau_days], weights)

    def climb(self, names: Sequence[str]) -> None:
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
        reached = _mean_ndcg(self._folds, self._by_tau[tau_days], used)
        if reached > self.best * LEAST_GAIN:
            self.best, self.weights, self.tau_days = reached, used, tau_days


def _mean_ndcg(folds: list[_Fold], terms: list[Terms], weights: Mapping[str, float]) -> float:
    pairs = zip(folds, terms, strict=True)
    return fmean(fold.ndcg(weights, known) for fold, known in pairs)
