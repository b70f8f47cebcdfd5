"""What a ranking of the whole catalogue is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NDCG_AT: Final = 10
RECALL_AT: Final = 20


@dataclass(frozen=True)
class Metrics:
    """Means over the people of a test, and the share of the catalogue that was shown."""

    ndcg_at_10: float
    recall_at_20: float
    coverage_at_10: float
    seconds: float = 0.0

    def named(self) -> dict[str, float]:
        """Return them by the names of the contract."""
        return {
            "ndcg@10": round(self.ndcg_at_10, 5),
            "recall@20": round(self.recall_at_20, 5),
            "coverage@10": round(self.coverage_at_10, 5),
            "seconds": round(self.seconds, 2),
        }


def measure(
    ranked: NDArray[np.intp],
    relevant: Sequence[frozenset[int]],
    catalogue_size: int,
    seconds: float = 0.0,
) -> Metrics:
    """Judge rankings, each of the whole catalogue.

    Args:
        ranked: The best items of each person, `(people, 20 or fewer)`; -1 is an empty place.
        relevant: What each person really took to; an item that no ranking can contain counts
            against every method.
        catalogue_size: How many items could be shown.
        seconds: How long training and ranking took.
    """
    if not len(ranked):
        return Metrics(0.0, 0.0, 0.0, seconds)

    hits = np.zeros(ranked.shape, bool)
    for person, items in enumerate(relevant):
        hits[person] = np.isin(ranked[person], list(items))
    count = np.array([len(items) for items in relevant])

    shown = np.unique(ranked[:, :NDCG_AT])
    return Metrics(
        ndcg_at_10=ndcg_at_10(hits, count),
        recall_at_20=float(np.mean(hits[:, :RECALL_AT].sum(axis=1) / count)),
        coverage_at_10=float((shown >= 0).sum() / max(catalogue_size, 1)),
        seconds=seconds,
    )


def ndcg_at_10(hits: NDArray[np.bool_], count: NDArray[np.int_]) -> float:
    """Return the mean normalised discounted gain of the first ten places.

    Args:
        hits: Whether each place was right, `(people, places)`, the best first.
        count: How many items were right for each person, above 0.
    """
    discount = 1.0 / np.log2(np.arange(2, NDCG_AT + 2))
    reachable = np.concatenate(([0.0], np.cumsum(discount)))[np.minimum(count, NDCG_AT)]
    first = hits[:, :NDCG_AT]
    return float(np.mean(first @ discount[: first.shape[1]] / reachable))
