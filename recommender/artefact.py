"""A model as one file (NPZ, its digest behind it); nothing in it is executed."""

from __future__ import annotations

import io
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from recommender.blend import BlendParameters  # noqa: TC001 - msgspec reads it
from recommender.clusters import Clusters
from recommender.model import AdviceModel
from schema.errors import PulsePlateError
from schema.people.advice import RecommendationKind  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


DIGEST_BYTES: Final = 32


class UnreadableModelError(PulsePlateError):
    """A file that should hold a model, or say which one serves, and does not."""

    code = "unreadable_model"


class _Head(msgspec.Struct, frozen=True):
    kind: RecommendationKind
    version: str
    item_ids: tuple[str, ...]
    parameters: BlendParameters
    prior_segments: tuple[str, ...]
    recent_segments: tuple[str, ...]
    refusing_segments: tuple[str, ...]
    features: tuple[str, ...] = ()


def encoded(model: AdviceModel) -> bytes:
    """Return the content of a model's file."""
    head = _Head(
        model.kind,
        model.version,
        model.item_ids,
        model.parameters,
        tuple(model.priors),
        tuple(model.recent),
        tuple(model.turned_down),
        model.clusters.features if model.clusters else (),
    )
    file = io.BytesIO()
    np.savez_compressed(
        file,
        head=np.frombuffer(msgspec.json.encode(head), np.uint8),
        item_factors=model.item_factors,
        priors=np.stack(list(model.priors.values())),
        recent=np.stack(list(model.recent.values())),
        turned_down=np.stack(list(model.turned_down.values())),
        popular=model.popular,
        following=model.following,
        alike=model.alike,
        **_cluster_arrays(model.clusters),
    )
    packed = file.getvalue()
    return packed + _digest(packed)


def decoded(content: bytes) -> AdviceModel:
    """Return the model of a file.

    Raises:
        UnreadableModelError: It is none, or damaged, or of another time.
    """
    packed, digest = content[:-DIGEST_BYTES], content[-DIGEST_BYTES:]
    if digest != _digest(packed):
        raise UnreadableModelError("this is no model, or not all of it is as it was written")
    try:
        return _unpacked(packed)
    except (KeyError, ValueError) as error:
        raise UnreadableModelError(f"this is no model of this time: {error}") from error


def _digest(packed: bytes) -> bytes:
    return blake2b(packed, digest_size=DIGEST_BYTES).digest()


def _unpacked(packed: bytes) -> AdviceModel:
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
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
            turned_down=dict(zip(head.refusing_segments, arrays["turned_down"], strict=True)),
            clusters=_clusters_of(head.features, arrays),
        )


def _cluster_arrays(clusters: Clusters | None) -> dict[str, Any]:
    if clusters is None:
        return {}
    return {
        "features_mean": clusters.mean,
        "features_deviation": clusters.deviation,
        "cluster_centres": clusters.centres,
    }


def _clusters_of(
    features: tuple[str, ...], arrays: Mapping[str, NDArray[np.float64]]
) -> Clusters | None:
    if not features:
        return None
    return Clusters(
        features,
        arrays["features_mean"],
        arrays["features_deviation"],
        arrays["cluster_centres"],
    )
