"""The production ranking before any context: taste, blended with what everybody takes to."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.als import AlsParameters, Factors, train_als
from recommender.clusters import clusters_of
from recommender.disfavour import DISFAVOUR_WEIGHT, turned_down
from recommender.neighbours import neighbours
from recommender.online import FoldIn
from recommender.popularity import (
    last_items,
    lately,
    popularity,
    repeats,
    transitions,
)
from recommender.segments import EVERYBODY, nearest, segment_means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy import sparse

    from recommender.table import InteractionTable

VOICE: Final = 2.0
"""What the weights of a model sum to, beside those of a person's moment."""

TERMS: Final = ("taste", "recency", "popularity", "neighbours", "transition", "repeat")


@dataclass(frozen=True)
class BlendParameters:
    """What is validated for each catalogue.

    Attributes:
        als: How taste is factorised.
        rho: How strongly a person is believed to be like their segment.
        clusters: How many clusters of people who live alike take the place of segments, for
            those of whom enough is known; 0 for none.
        tau_days: How fast what everybody takes to becomes yesterday's.
        weights: Of each term, all on the scale of one standard deviation over the items.
    """

    als: AlsParameters = field(default_factory=AlsParameters)
    rho: float = 3.0
    tau_days: float = 30.0
    weights: Mapping[str, float] = field(default_factory=lambda: {"taste": 1.0, "recency": 0.3})
    clusters: int = 0


def standardised(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores on a scale where one is their deviation over the items; 0 if all equal."""
    deviation = scores.std(axis=-1, keepdims=True)
    centred = scores - scores.mean(axis=-1, keepdims=True)
    shape = np.zeros_like(centred)
    return np.asarray(np.divide(centred, deviation, out=shape, where=deviation > 0))


class Blend:
    """Trained terms, and their sum for any user of the table."""

    def __init__(
        self,
        table: InteractionTable,
        parameters: BlendParameters,
        segments: Sequence[str] | None = None,
        factors: Factors | None = None,
        features: Sequence[Mapping[str, float]] | None = None,
    ) -> None:
        """Train on a table.

        Args:
            table: The interactions.
            parameters: As validated.
            segments: Of each user of the table; none: all are alike.
            factors: Trained before on the same table with the same parameters.
            features: Of each user of the table; none: nothing is known of how they live.
        """
        self.table = table
        self.parameters = parameters
        self.segments = segments or [EVERYBODY] * len(table.user_ids)
        self.clusters = (
            clusters_of(features, parameters.clusters)
            if features and parameters.clusters
            else None
        )
        theirs = [self.clusters and self.clusters.of(one) for one in features or ()]
        self._clusters = theirs or [None] * len(table.user_ids)
        self._matrix = table.matrix()
        self.factors = factors or train_als(self._matrix, parameters.als)
        self.priors = self._means(self.factors.users.astype(np.float64))
        self.recent = self._means(lately(table, parameters.tau_days))
        self.turned_down = turned_down(table, self.segments)
        self.popular = popularity(table)
        self.fold_in = FoldIn(
            self.factors.items.astype(np.float64),
            parameters.als.regularization,
            parameters.als.alpha,
            parameters.rho,
        )

    def scores(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the blended score of every item, `(users, items)`."""
        weights = {name: weight for name, weight in self.parameters.weights.items() if weight}
        terms = self.terms(users, weights)
        told = np.sum([weights[name] * terms[name] for name in terms], axis=0)
        return np.asarray(VOICE / sum(weights.values()) * told - self.disfavour(users))

    def disfavour(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what each item that a user knows not yet loses, `(users, items)`."""
        shares = [nearest(self.turned_down, self._segment(user)) for user in users.tolist()]
        own = self._matrix[np.maximum(users, 0)].toarray()
        is_new = _of_known(own, users) == 0.0
        return np.asarray(DISFAVOUR_WEIGHT * np.stack(shares) * is_new)

    def terms(
        self, users: NDArray[np.intp], names: Sequence[str] | Mapping[str, float] = TERMS
    ) -> dict[str, NDArray[np.float64]]:
        """Return each named term, standardised over the items of each user."""
        return {name: standardised(getattr(self, f"_{name}")(users)) for name in names}

    def _means(
        self, rows: NDArray[np.float64] | sparse.csr_matrix
    ) -> dict[str, NDArray[np.float64]]:
        """Return the means of segments and clusters, over those who have a row at all."""
        active = np.flatnonzero(abs(rows).sum(axis=1))
        segments = [self.segments[user] for user in active.tolist()]
        clusters = [self._clusters[user] or EVERYBODY for user in active.tolist()]
        return segment_means(rows[active], segments) | segment_means(rows[active], clusters)

    def _taste(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        vectors = np.stack([self._vector(user) for user in users.tolist()])
        return np.asarray(vectors @ self.fold_in.item_factors.T)

    def _vector(self, user: int) -> NDArray[np.float64]:
        if user < 0:
            nothing = np.empty(0)
            return self.fold_in.vector(nothing.astype(np.intp), nothing, self.priors[EVERYBODY])
        begin, end = self._matrix.indptr[user : user + 2]
        return self.fold_in.vector(
            self._matrix.indices[begin:end],
            self._matrix.data[begin:end].astype(np.float64),
            nearest(self.priors, self._group(user)),
        )

    def _group(self, user: int) -> str:
        return EVERYBODY if user < 0 else self._clusters[user] or self.segments[user]

    def _segment(self, user: int) -> str:
        return EVERYBODY if user < 0 else self.segments[user]

    def _recency(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        return np.stack([nearest(self.recent, self._group(user)) for user in users.tolist()])

    def _popularity(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        return np.tile(self.popular, (len(users), 1))

    def _neighbours(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        spread = self._matrix[np.maximum(users, 0)] @ neighbours(self._matrix)
        return _of_known(np.asarray(spread.toarray()), users)

    def _transition(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        last = last_items(self.table)[np.maximum(users, 0)]
        following = transitions(self.table)[np.maximum(last, 0)]
        return _of_known(np.asarray(following.toarray()), np.minimum(users, last))

    def _repeat(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        own = repeats(self.table, self.parameters.tau_days)[np.maximum(users, 0)]
        return _of_known(np.asarray(own.toarray()), users)


def _of_known(scores: NDArray[np.float32], users: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the scores with nothing for users of whom nothing is known."""
    return np.asarray(scores, np.float64) * (users >= 0)[:, None]
