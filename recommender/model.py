"""A trained model as it is kept and served: it needs nobody's past but the person's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from recommender.blend import VOICE, standardised
from recommender.disfavour import DISFAVOUR_WEIGHT
from recommender.neighbours import neighbours
from recommender.online import FoldIn
from recommender.popularity import transitions
from recommender.segments import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from recommender.blend import Blend, BlendParameters
    from recommender.clusters import Clusters
    from schema.people.advice import RecommendationKind


@dataclass(frozen=True)
class Past:
    """What one person took to, in items of a model.

    Attributes:
        items: Each once.
        weights: How strongly, above 0.
        last: The newest; -1 for none.
    """

    items: NDArray[np.intp]
    weights: NDArray[np.float64]
    last: int = -1


@dataclass(frozen=True)
class AdviceModel:
    """Everything a slate needs of what everybody did.

    Attributes:
        item_ids: The catalogue it was trained on, in the order of every array.
        priors: Mean vector of each segment and cluster.
        recent: What each segment and cluster took to lately.
        following: Probability of each item after each, `(items, items)`.
        alike: Likeness by who took to them, `(items, items)`.
        turned_down: Share of each segment's people who turned an item down.
        clusters: Of people who live alike, where belief in them held.
    """

    kind: RecommendationKind
    version: str
    item_ids: tuple[str, ...]
    parameters: BlendParameters
    item_factors: NDArray[np.float64]
    priors: Mapping[str, NDArray[np.float64]]
    recent: Mapping[str, NDArray[np.float64]]
    popular: NDArray[np.float64]
    following: NDArray[np.float64]
    alike: NDArray[np.float64]
    turned_down: Mapping[str, NDArray[np.float64]]
    clusters: Clusters | None = None

    def group(self, segment: str, features: Mapping[str, float]) -> str:
        """Return whom somebody is believed to be like: who lives alike, else their segment."""
        cluster = self.clusters.of(features) if self.clusters else None
        return cluster or segment

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each item in every array."""
        return {item_id: place for place, item_id in enumerate(self.item_ids)}

    @cached_property
    def fold_in(self) -> FoldIn:
        """The solver of a person's vector."""
        als = self.parameters.als
        return FoldIn(self.item_factors, als.regularization, als.alpha, self.parameters.rho)

    def terms(
        self, past: Past, segment: str, group: str | None = None
    ) -> dict[str, NDArray[np.float64]]:
        """Return each term's weighted part of the score of every item, `(items,)` each.

        Terms that say nothing of somebody, as taste of whom nothing is known yet, leave their
        voice to the others.

        Args:
            past: What the person took to.
            segment: Of the person.
            group: Whom they are believed to be like; the segment if none is given.
        """
        group = group or segment
        raw = {
            "taste": self._taste(past, group),
            "recency": nearest(self.recent, group),
            "popularity": self.popular,
            "neighbours": past.weights @ self.alike[past.items],
            "transition": self.following[past.last]
            if past.last >= 0
            else np.zeros(len(self.item_ids)),
            "repeat": self._repeat(past),
        }
        told = {name: standardised(term) for name, term in raw.items()}
        weights = {
            name: weight
            for name, weight in self.parameters.weights.items()
            if weight and told[name].any()
        } or {"recency": 1.0}
        scale = VOICE / sum(weights.values())
        terms = {name: scale * weight * told[name] for name, weight in weights.items()}
        refused = nearest(self.turned_down, segment) * (self._repeat(past) == 0.0)
        return terms | ({"turned_down": -DISFAVOUR_WEIGHT * refused} if refused.any() else {})

    def _taste(self, past: Past, segment: str) -> NDArray[np.float64]:
        prior = nearest(self.priors, segment)
        vector = self.fold_in.vector(past.items, past.weights, prior)
        return np.asarray(self.item_factors @ vector)

    def _repeat(self, past: Past) -> NDArray[np.float64]:
        own = np.zeros(len(self.item_ids))
        own[past.items] = past.weights
        return own


def model_of(blend: Blend, kind: RecommendationKind, version: str) -> AdviceModel:
    """Return what is served of a blend."""
    table = blend.table
    return AdviceModel(
        kind=kind,
        version=version,
        item_ids=tuple(str(item) for item in table.item_ids),
        parameters=blend.parameters,
        item_factors=blend.fold_in.item_factors,
        priors=blend.priors,
        recent=blend.recent,
        popular=blend.popular,
        following=np.asarray(transitions(table).toarray(), np.float64),
        alike=np.asarray(neighbours(table.matrix()).toarray(), np.float64),
        turned_down=blend.turned_down,
        clusters=blend.clusters,
    )
