"""The trivial methods that anything learned must beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.neighbours import neighbours
from recommender.popularity import popularity, recency_popularity, repeats

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from recommender.evaluation.ranking import Ranker
    from recommender.table import InteractionTable

RECENCY_TAU_DAYS: Final = 60.0


class SameForAll:
    """Ranks alike for everybody."""

    def __init__(self, by_item: NDArray[np.float64]) -> None:
        self._by_item = by_item

    def scores(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the one score of each item, for every user."""
        return np.tile(self._by_item, (len(users), 1))


class OfHistory:
    """Ranks by what a person did before, spread over items or as it is."""

    def __init__(
        self, history: sparse.csr_matrix, spread: sparse.csr_matrix | None = None
    ) -> None:
        self._history = history
        self._spread = spread

    def scores(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the spread history of each user; nothing for whoever has none."""
        past = self._history[np.where(users >= 0, users, 0)]
        scores = past if self._spread is None else past @ self._spread
        return np.asarray(scores.toarray(), np.float64) * (users >= 0)[:, None]


def baselines(table: InteractionTable, *, with_repeats: bool) -> dict[str, Ranker]:
    """Return the baselines that make sense for the table, trained on it."""
    methods: dict[str, Ranker] = {"popularity": SameForAll(popularity(table))}
    if table.days is not None:
        recent = recency_popularity(table, RECENCY_TAU_DAYS)
        methods["recency_popularity"] = SameForAll(recent)
    methods["item_knn"] = OfHistory(table.matrix(), neighbours(table.matrix()))
    if with_repeats:
        methods["repeat"] = OfHistory(repeats(table, RECENCY_TAU_DAYS))
    return methods
