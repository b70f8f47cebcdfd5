"""Who lives like whom: people clustered by the features of their last weeks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

FEWEST_PER_CLUSTER: Final = 10
LEAST_KNOWN: Final = 0.5
"""Share of the features that must be known of a person, and of people that must have one."""

MOST_DEVIATIONS: Final = 3.0
SWEEPS: Final = 30


@dataclass(frozen=True)
class Clusters:
    """Clusters of people, as learned; anybody can be told which is theirs.

    Attributes:
        features: The names they are told by.
        mean: Of each feature.
        deviation: Of each feature, above 0.
        centres: In deviations from the mean, `(clusters, features)`.
    """

    features: tuple[str, ...]
    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    centres: NDArray[np.float64]

    def of(self, features: Mapping[str, float]) -> str | None:
        """Return the name of a person's cluster; null when too little is known of them."""
        if not _is_known(features, self.features):
            return None
        row = _rows([features], self.features, self.mean, self.deviation)
        return f"cluster {_nearest(row, self.centres)[0]}"


def clusters_of(people: Sequence[Mapping[str, float]], count: int) -> Clusters | None:
    """Return so many clusters of people by k-means; null when too few are known.

    Args:
        people: The features of each; empty where nothing is known.
        count: How many.
    """
    known = [features for features in people if features]
    had = Counter(name for features in known for name in features)
    names = tuple(sorted(name for name in had if had[name] >= LEAST_KNOWN * len(known)))
    known = [features for features in known if _is_known(features, names)]
    if not names or len(known) < count * FEWEST_PER_CLUSTER:
        return None

    values = np.array([[one.get(name, np.nan) for name in names] for one in known])
    mean, deviation = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    deviation[deviation == 0] = 1.0
    rows = _rows(known, names, mean, deviation)
    return Clusters(names, mean, deviation, _centres(rows, count))


def _is_known(features: Mapping[str, float], names: Sequence[str]) -> bool:
    return sum(name in features for name in names) >= max(LEAST_KNOWN * len(names), 1)


def _rows(
    people: Sequence[Mapping[str, float]],
    names: Sequence[str],
    mean: NDArray[np.float64],
    deviation: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return features in deviations, `(people, features)`; what is not known is usual."""
    values = np.array([[one.get(name, np.nan) for name in names] for one in people])
    rows = np.nan_to_num((values - mean) / deviation)
    return np.asarray(np.clip(rows, -MOST_DEVIATIONS, MOST_DEVIATIONS))


def _centres(rows: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Return the centres of k-means, begun at rows far from each other."""
    centres = rows[[0]]
    while len(centres) < count:
        farthest = int(_distances(rows, centres).min(axis=1).argmax())
        centres = np.vstack([centres, rows[farthest]])
    for _ in range(SWEEPS):
        belongs = _nearest(rows, centres)
        centres = np.stack(
            [
                rows[belongs == place].mean(axis=0) if (belongs == place).any() else centre
                for place, centre in enumerate(centres)
            ]
        )
    return centres


def _nearest(rows: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.asarray(_distances(rows, centres).argmin(axis=1), np.intp)


def _distances(rows: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(((rows[:, None, :] - centres) ** 2).sum(axis=2))
