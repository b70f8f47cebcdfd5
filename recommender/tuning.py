"""Choosing what the blend is made of, on interactions held out of its training."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.als import AlsParameters, train_als
from recommender.blend import Blend, BlendParameters
from recommender.evaluation.metrics import NDCG_AT, measure
from recommender.evaluation.ranking import Question, top
from recommender.evaluation.splits import split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recommender.evaluation.splits import Split
    from recommender.table import InteractionTable

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
    )
)
RHOS: Final = (0.0, 3.0, 30.0)
TAUS_DAYS: Final = (7.0, 15.0, 30.0, 60.0)
WEIGHTS: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)
FIRST_WEIGHTS: Final = ({"taste": 1.0, "recency": 0.1}, {"taste": 1.0, "recency": 0.4})

MOST_CELLS: Final = 12_000_000
"""Scores held at once while weights are tried: people · items."""

FEWEST_ITEMS_PER_FACTOR: Final = 4


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
    """Choose factorisation, shrinkage, fading and weights on an inner split of the table.

    Nothing outside the table is looked at: what a later test holds stays unseen.
    """
    train, held_out = split(table, by)
    question = Question(train, held_out, with_repeats=with_repeats)
    question = question.sample(max(MOST_CELLS // max(len(table.item_ids), 1), 200))
    if not len(question):
        return Tuned(BlendParameters(), 0.0)

    search = _Search(train, question, segments)
    search.choose_factorisation()
    search.choose_rho()
    search.choose_weights(with_repeats=with_repeats)
    return Tuned(search.parameters, search.best)


class _Search:
    """Greedy steps: each keeps what ranked best so far."""

    def __init__(
        self, train: InteractionTable, question: Question, segments: Sequence[str] | None
    ) -> None:
        self.train, self.question, self.segments = train, question, segments
        self.parameters = BlendParameters(rho=0.0)
        self.best = -1.0
        self._blend = Blend.__new__(Blend)
        self._terms: dict[str, NDArray[np.float32]] = {}

    def choose_factorisation(self) -> None:
        """Try each factorisation in a plain mix with what is popular lately."""
        matrix = self.train.matrix()
        for als in FACTORISATIONS:
            if als.factors * FEWEST_ITEMS_PER_FACTOR > len(self.train.item_ids) > 0 and (
                als is not FACTORISATIONS[0]
            ):
                continue
            parameters = replace(self.parameters, als=als, rho=0.0)
            blend = Blend(self.train, parameters, self.segments, train_als(matrix, als))
            self._try_mixes(blend)

    def choose_rho(self) -> None:
        """Try how strongly people are believed to be like their segment."""
        factors = self._blend.factors
        for rho in RHOS[1:]:
            parameters = replace(self.parameters, rho=rho)
            self._try_mixes(Blend(self.train, parameters, self.segments, factors))

    def choose_weights(self, *, with_repeats: bool) -> None:
        """Try fading and the weight of each term, one after the other, twice."""
        names = ["recency", "neighbours", "popularity"]
        if self.train.days is not None:
            names.append("transition")
        if with_repeats:
            names.insert(0, "repeat")

        terms = self._computed(self._blend, ["taste", *names])
        fadings = {
            tau: self._computed(
                Blend(
                    self.train,
                    replace(self.parameters, tau_days=tau),
                    self.segments,
                    self._blend.factors,
                ),
                [name for name in ("recency", "repeat") if name in names],
            )
            for tau in (TAUS_DAYS if self.train.days is not None else ())
        }
        for name in [*names, *names]:
            self._climb(terms, name)
            if name in {"recency", "repeat"}:
                for tau, faded in fadings.items():
                    if self._climb(terms | faded, name, tau):
                        terms = terms | faded

    def _climb(
        self, terms: Mapping[str, NDArray[np.float32]], name: str, tau: float | None = None
    ) -> bool:
        before = self.best
        for weight in WEIGHTS:
            weights = {**self.parameters.weights, name: weight}
            parameters = replace(
                self.parameters,
                weights={key: value for key, value in weights.items() if value},
                tau_days=self.parameters.tau_days if tau is None else tau,
            )
            self._keep_if_better(parameters, terms)
        return self.best > before

    def _try_mixes(self, blend: Blend) -> None:
        terms = self._computed(blend, ["taste", "recency"])
        for weights in FIRST_WEIGHTS:
            if self._keep_if_better(replace(blend.parameters, weights=weights), terms):
                self._blend = blend

    def _computed(self, blend: Blend, names: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        terms = blend.terms(self.question.users, names)
        return {name: term.astype(np.float32) for name, term in terms.items()}

    def _keep_if_better(
        self, parameters: BlendParameters, terms: Mapping[str, NDArray[np.float32]]
    ) -> bool:
        scores = np.zeros((len(self.question), len(self.train.item_ids)), np.float64)
        for name, weight in parameters.weights.items():
            scores += weight * terms[name]
        self.question.hide(scores, self.question.users)
        ranked, _ = top(scores, min(NDCG_AT, scores.shape[1]))
        reached = measure(ranked, self.question.relevant, len(self.question.known)).ndcg_at_10
        if reached <= self.best:
            return False
        self.best, self.parameters = reached, parameters
        return True
