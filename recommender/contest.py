"""What was learned against what is trivial, on what people did afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.blend import Blend, BlendParameters
from recommender.evaluation.baselines import RECENCY_TAU_DAYS, baselines
from recommender.evaluation.metrics import measure
from recommender.evaluation.ranking import Question, rank
from recommender.evaluation.splits import Split, split
from recommender.people import nothing_known
from recommender.tuning import tune

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender.evaluation.metrics import Metrics
    from recommender.evaluation.ranking import Ranker
    from recommender.people import People
    from recommender.table import InteractionTable
    from recommender.tuning import Tuned

CLEARLY_BETTER: Final = 1.01
"""What beats a baseline by less than a hundredth may owe it to the draw."""

FEWEST_JUDGED: Final = 8
"""People whose days must be held out: what few decide is chance."""

LEAST_KNOWN: Final = 0.5
"""Share of those people who must have a past, and of what they did last that somebody must have
done before; of what is all new nothing can be foretold."""

PRODUCTION: Final = "pulseplate"
TASTE_ALONE: Final = "als"
TRIVIAL: Final = ("popularity", "recency_popularity", "repeat")
"""What must be beaten; item-kNN, learned too, is measured beside them and can win a place in
the blend by its weight."""

STAND_INS: Final = {
    "popularity": BlendParameters(weights={"popularity": 1.0}),
    "recency": BlendParameters(weights={"recency": 1.0}, tau_days=RECENCY_TAU_DAYS),
}
"""What serves while nothing learned has won: trivial, but of the people of the house."""


@dataclass(frozen=True)
class Contest:
    """How each method did on the same held-out days.

    Attributes:
        tuned: What was chosen without looking at those days.
        metrics: Of each method.
        judged: For how many people.
        by: What was held out.
    """

    tuned: Tuned
    metrics: Mapping[str, Metrics]
    judged: int
    by: Split

    @property
    def has_won(self) -> bool:
        """Whether what was learned clearly beat the trivial."""
        reached = self.metrics[PRODUCTION].ndcg_at_10
        best = self.metrics[self._best_trivial].ndcg_at_10
        return self.judged >= FEWEST_JUDGED and reached > best * CLEARLY_BETTER

    @property
    def stand_in(self) -> str:
        """The better of those that may serve while nothing learned has won."""
        return max(STAND_INS, key=lambda name: self.metrics[_measured(name)].ndcg_at_10)

    @property
    def reason(self) -> str:
        """Who won, with the numbers."""
        if self.judged < FEWEST_JUDGED:
            return f"what {self.judged} people did since decides nothing"
        best = self._best_trivial
        reached, trivial = (self.metrics[name].ndcg_at_10 for name in (PRODUCTION, best))
        compared = f"NDCG@10 {reached:.4f} against {trivial:.4f} of {best}"
        won = "beat" if self.has_won else "did not clearly beat"
        return f"{won} the trivial: {compared}"

    @property
    def _best_trivial(self) -> str:
        return max(TRIVIAL, key=lambda name: self.metrics[name].ndcg_at_10)


def contest(table: InteractionTable, people: People) -> Contest:
    """Hold the newest fifth out, tune inside the rest, and rank every method on it."""
    by = splits_by(table)
    known, newest = split(table, by)
    if by is not Split.TIME:  # features are of a day, and these days are different ones
        people = replace(people, features_on=nothing_known)

    tuned = tune(known, by, with_repeats=True, people=people)
    question = Question(known, newest, with_repeats=True)
    metrics = {
        name: measure(rank(method, question)[0], question.relevant, len(question.known))
        for name, method in _methods(known, people, tuned).items()
    }
    return Contest(tuned, metrics, len(question), by)


def splits_by(table: InteractionTable) -> Split:
    """Return how a table is split: by time, unless whoever came last is new.

    Where most people are, each one's own newest are held out, as far as they have done enough;
    and where they all said the same things last, a part of each one's that is drawn.
    """
    known, newest = split(table, Split.TIME)
    people = np.unique(newest.users)
    if np.isin(people, known.users).mean() >= LEAST_KNOWN:
        return Split.TIME
    for by in (Split.LAST, Split.RANDOM):
        known, of_each = split(table, by)
        if len(np.unique(of_each.users)) < FEWEST_JUDGED:
            break
        if np.isin(of_each.items, known.items).mean() >= LEAST_KNOWN:
            return by
    return Split.TIME


def _methods(known: InteractionTable, people: People, tuned: Tuned) -> dict[str, Ranker]:
    features = people.features(known)
    blends = {
        PRODUCTION: tuned.parameters,
        TASTE_ALONE: replace(tuned.parameters, weights={"taste": 1.0}),
        _measured("recency"): STAND_INS["recency"],
    }
    trained = {
        name: Blend(known, parameters, people.segments, features=features)
        for name, parameters in blends.items()
    }
    return {**trained, **baselines(known, with_repeats=True)}


def _measured(stand_in: str) -> str:
    """Return the name under which a stand-in is measured."""
    return "recency_by_segment" if stand_in == "recency" else stand_in
