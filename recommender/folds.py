"""Inner splits on which parameters are tried."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.blend import Blend
from recommender.evaluation.metrics import NDCG_AT, ndcg_at_10
from recommender.evaluation.ranking import Question, top

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recommender.als import Factors
    from recommender.blend import BlendParameters
    from recommender.people import People
    from recommender.table import InteractionTable

    Terms = dict[str, NDArray[np.float32]]

MOST_CELLS: Final = 12_000_000
"""Scores held at once while weights are tried: people · items."""


class Fold:
    """One inner split, and the blend trained on its part last tried."""

    def __init__(
        self,
        train: InteractionTable,
        held_out: InteractionTable,
        people: People,
        *,
        with_repeats: bool,
    ) -> None:
        self.train = train
        self._segments, self.features = people.segments, people.features(train)
        everybody = Question(train, held_out, with_repeats=with_repeats)
        self.question = everybody.sample(max(MOST_CELLS // max(len(train.item_ids), 1), 200))
        self._right = self.question.mask()
        self._count = np.array([len(items) for items in self.question.relevant])

    def blend(self, parameters: BlendParameters, factors: Factors | None = None) -> Blend:
        """Return the blend of these parameters, trained on the fold."""
        return Blend(self.train, parameters, self._segments, factors, self.features)

    def terms(self, blend: Blend, names: Sequence[str]) -> Terms:
        """Return the named terms for the people of the question."""
        computed = blend.terms(self.question.users, names)
        return {name: term.astype(np.float32) for name, term in computed.items()}

    def ndcg(self, weights: Mapping[str, float], terms: Terms) -> float:
        """Return how well the weighted terms rank what was held out."""
        scores = np.zeros((len(self.question), len(self.train.item_ids)))
        for name, weight in weights.items():
            scores += weight * terms[name]
        self.question.hide(scores, self.question.users)
        ranked, best = top(scores, min(NDCG_AT, scores.shape[1]))
        hits = np.take_along_axis(self._right, ranked, axis=1) & np.isfinite(best)
        return ndcg_at_10(hits, self._count)


def mean_ndcg(folds: list[Fold], terms: list[Terms], weights: Mapping[str, float]) -> float:
    """Return the mean over the folds of how well the weighted terms rank."""
    pairs = zip(folds, terms, strict=True)
    return fmean(fold.ndcg(weights, known) for fold, known in pairs)
