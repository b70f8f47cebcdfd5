"""A trained model as it is kept and served: it needs nobody's past but the person's own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from recommender.blend import Blend, BlendParameters, standardised
from recommender.neighbours import neighbours
from recommender.online import FoldIn
from recommender.popularity import transitions
from recommender.segments import wider
from schema.people.advice import RecommendationKind  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

VOICE: Final = 2.0
"""What the weights of a model sum to, beside those of a person's moment."""


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
        priors: Mean vector of each segment.
        recent: What each segment took to lately.
        following: Probability of each item after each, `(items, items)`.
        alike: Likeness by who took to them, `(items, items)`.
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

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each item in every array."""
        return {item_id: place for place, item_id in enumerate(self.item_ids)}

    @cached_property
    def fold_in(self) -> FoldIn:
        """The solver of a person's vector."""
        als = self.parameters.als
        return FoldIn(self.item_factors, als.regularization, als.alpha, self.parameters.rho)

    def terms(self, past: Past, segment: str) -> dict[str, NDArray[np.float64]]:
        """Return each term's weighted part of the score of every item, `(items,)` each."""
        raw = {
            "taste": self._taste(past, segment),
            "recency": nearest(self.recent, segment),
            "popularity": self.popular,
            "neighbours": past.weights @ self.alike[past.items],
            "transition": self.following[past.last]
            if past.last >= 0
            else np.zeros(len(self.item_ids)),
            "repeat": self._repeat(past),
        }
        weights = self.parameters.weights
        scale = VOICE / sum(weights.values())
        return {
            name: scale * weights[name] * standardised(term)
            for name, term in raw.items()
            if weights.get(name)
        }

    def _taste(self, past: Past, segment: str) -> NDArray[np.float64]:
        prior = nearest(self.priors, segment)
        vector = self.fold_in.vector(past.items, past.weights, prior)
        return np.asarray(self.item_factors @ vector)

    def _repeat(self, past: Past) -> NDArray[np.float64]:
        own = np.zeros(len(self.item_ids))
        own[past.items] = past.weights
        return own


def nearest(by_segment: Mapping[str, NDArray[np.float64]], segment: str) -> NDArray[np.float64]:
    """Return what is known of the narrowest segment of a person that is known at all."""
    return next(by_segment[around] for around in wider(segment) if around in by_segment)


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
    )


class _Head(msgspec.Struct, frozen=True):
    kind: RecommendationKind
    version: str
    item_ids: tuple[str, ...]
    parameters: BlendParameters
    prior_segments: tuple[str, ...]
    recent_segments: tuple[str, ...]


def encoded(model: AdviceModel) -> bytes:
    """Return the model as one file (NPZ)."""
    head = _Head(
        model.kind,
        model.version,
        model.item_ids,
        model.parameters,
        tuple(model.priors),
        tuple(model.recent),
    )
    file = io.BytesIO()
    np.savez_compressed(
        file,
        head=np.frombuffer(msgspec.json.encode(head), np.uint8),
        item_factors=model.item_factors,
        priors=np.stack(list(model.priors.values())),
        recent=np.stack(list(model.recent.values())),
        popular=model.popular,
        following=model.following,
        alike=model.alike,
    )
    return file.getvalue()


def decoded(content: bytes) -> AdviceModel:
    """Return the model of a file; nothing in it is executed."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        head = msgspec.json.decode(arrays["head"].tobytes(), type=_Head)
        return AdviceModel(
            kind=head.kind,
            version=head.version,
            item_ids=head.item_ids,
            parameters=head.parameters,
            item_factors=arrays["item_factors"],
            priors=dict(zip(head.prior_segments, arrays["priors"], strict=True)),
            recent=dict(zip(head.recent_segments, arrays["recent"], strict=True)),
            popular=arrays["popular"],
            following=arrays["following"],
            alike=arrays["alike"],
        )
