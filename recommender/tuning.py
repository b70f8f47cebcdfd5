"""Choosing what the blend is made of, on interactions held out of its training."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from recommender.blend import BlendParameters
from recommender.evaluation.splits import HELD_OUT, split
from recommender.folds import Fold
from recommender.people import People
from recommender.search import Search

if TYPE_CHECKING:
    from recommender.evaluation.splits import Split
    from recommender.table import InteractionTable

SMALL_BELOW: Final = 20_000
FOLDS_OF_SMALL: Final = (0.1, 0.2, 0.3)
"""What is held out of a small table, one after the other: one fold alone would be noise."""


@dataclass(frozen=True)
class Tuned:
    """What was chosen, and the NDCG@10 that chose it.

    Attributes:
        ablation: NDCG@10 of taste and recency alone, by whom people are believed to be like.
    """

    parameters: BlendParameters
    ndcg_at_10: float
    ablation: dict[str, float] = field(default_factory=dict)


def tune(
    table: InteractionTable,
    by: Split,
    *,
    with_repeats: bool,
    people: People | None = None,
) -> Tuned:
    """Choose factorisation, shrinkage, fading and weights on inner splits of the table.

    Nothing outside the table is looked at: what a later test holds stays unseen.
    """
    shares = FOLDS_OF_SMALL if len(table) < SMALL_BELOW else (HELD_OUT,)
    parts = [split(table, by, share) for share in shares]
    known = people or People(table.user_ids)
    folds = [
        Fold(train, held_out, known, with_repeats=with_repeats) for train, held_out in parts
    ]
    folds = [fold for fold in folds if len(fold.question)]
    if not folds:
        return Tuned(BlendParameters(), 0.0)

    search = Search(folds)
    search.choose_factorisation()
    search.choose_rho()
    search.choose_clusters()
    search.choose_weights(with_repeats=with_repeats)
    return Tuned(search.parameters, search.best, search.ablation)
