"""What people like somebody turned down: an implicit model cannot be told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.popularity import at_most_one
from recommender.segments import BELIEF_IN_WIDER, EVERYBODY, members, wider

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy import sparse

    from recommender.table import InteractionTable

DISFAVOUR_WEIGHT: Final = 8.0
"""What being turned down by everybody takes from an item, in deviations of its score.

Whoever took to the item themselves knows better. With that, how well the next deeds of people
are foretold hardly depends on the weight: NDCG@10 of simulated people moved by .001 from 4 to
12.
"""


def turned_down(
    table: InteractionTable, segments: Sequence[str]
) -> dict[str, NDArray[np.float64]]:
    """Return the share of each segment's people with a say who turned each item down.

    `(items,)` each, 0 to 1; of few people it is drawn toward that of those around them, and of
    all together toward none.
    """
    if table.against is None:
        return {EVERYBODY: np.zeros(len(table.item_ids))}
    against, taken_to = at_most_one(table.against.matrix()), at_most_one(table.matrix())
    shares: dict[str, NDArray[np.float64]] = {}
    belonging = members(segments)
    for segment in sorted(belonging, key=len):
        theirs = belonging[segment]
        around = shares[wider(segment)[1]] if segment else np.zeros(len(table.item_ids))
        refused = _sum(against[theirs])
        said = refused + _sum(taken_to[theirs])
        shares[segment] = (refused + BELIEF_IN_WIDER * around) / (said + BELIEF_IN_WIDER)
    return shares


def _sum(rows: sparse.csr_matrix) -> NDArray[np.float64]:
    return np.asarray(rows.sum(axis=0), np.float64).ravel()
