"""Learning from everybody's feedback, and promoting only what beats the trivial."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from recommender.blend import Blend
from recommender.catalogue.loader import load_meals, load_workouts
from recommender.evaluation.baselines import baselines
from recommender.evaluation.metrics import measure
from recommender.evaluation.ranking import Question, rank
from recommender.evaluation.splits import Split, split
from recommender.interactions import (
    DAY_S,
    PREFERENCE,
    PREFERENCE_HALF_LIFE_DAYS,
    Signal,
    age_days,
    fading,
)
from recommender.model import model_of
from recommender.registry import ModelRecord
from recommender.segments import EVERYBODY
from recommender.suppression import standing
from recommender.table import make_table
from recommender.tuning import tune
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recommender.evaluation.metrics import Metrics
    from recommender.interactions import Interaction
    from recommender.registry import Registry
    from recommender.table import InteractionTable
    from recommender.tuning import Tuned

FEWEST_INTERACTIONS: Final = 40
FEWEST_PEOPLE: Final = 5

CLEARLY_BETTER: Final = 1.01
"""What beats a baseline by less than a hundredth may owe it to the draw."""

PRODUCTION: Final = "pulseplate"
TASTE_ALONE: Final = "als"
TRIVIAL: Final = ("popularity", "recency_popularity", "repeat")
"""What must be beaten; item-kNN, learned too, is measured beside them and can win a place in
the blend by its weight."""


@dataclass(frozen=True)
class TrainingSet:
    """What everybody did, and who is like whom.

    Attributes:
        segments: Of each person; whoever is absent belongs to everybody.
        data_version: Names the state of the stores it was read from.
    """

    interactions: tuple[Interaction, ...]
    segments: Mapping[str, str]
    data_version: str


def item_ids(kind: RecommendationKind) -> tuple[str, ...]:
    """Return the catalogue of a kind."""
    items = load_meals() if kind is RecommendationKind.MEAL else load_workouts()
    return tuple(item.id for item in items)


def training_table(
    interactions: Iterable[Interaction], kind: RecommendationKind
) -> InteractionTable:
    """Return what speaks for items of a kind, faded to the newest; oldest first."""
    catalogue = item_ids(kind)
    known = set(catalogue)
    by_person: dict[str, list[Interaction]] = {}
    for one in interactions:
        if one.kind is kind and one.item_id in known:
            by_person.setdefault(one.user_id, []).append(one)

    spoken = [
        one
        for theirs in by_person.values()
        for one in standing(theirs)
        if PREFERENCE.get(one.signal) and not _disliked_since(one, theirs)
    ]
    spoken.sort(key=lambda one: (one.at, one.user_id, one.item_id))
    now = spoken[-1].at if spoken else datetime.now(UTC)
    return make_table(
        users=[one.user_id for one in spoken],
        items=[one.item_id for one in spoken],
        days=[one.at.timestamp() / DAY_S for one in spoken],
        weights=[
            PREFERENCE[one.signal] * fading(age_days(one.at, now), PREFERENCE_HALF_LIFE_DAYS)
            for one in spoken
        ],
        catalogue=catalogue,
    )


def train(
    kind: RecommendationKind,
    learned_from: TrainingSet,
    registry: Registry,
    git_revision: str,
    clock: Callable[[], datetime],
) -> ModelRecord:
    """Train a model of one kind, keep it, and promote it if it won.

    The newest fifth of what people did is held out; on it the model, tuned inside the rest,
    is ranked beside the baselines. If it beats the trivial ones it is trained again on
    everything with the same parameters, and serves. With too little to learn from, nothing
    is kept.
    """
    table = training_table(learned_from.interactions, kind)
    version = registry.next_version(kind)
    record = ModelRecord(
        version=version,
        kind=kind,
        trained_at=clock(),
        interactions=len(table),
        people=len(table.user_ids),
        metrics={},
        chosen={},
        data_version=learned_from.data_version,
        git_revision=git_revision,
        is_promoted=False,
        reason="",
    )
    if len(table) < FEWEST_INTERACTIONS or len(table.user_ids) < FEWEST_PEOPLE:
        reason = (
            f"{len(table)} interactions of {len(table.user_ids)} people; "
            f"{FEWEST_INTERACTIONS} of {FEWEST_PEOPLE} are needed"
        )
        return msgspec.structs.replace(record, reason=reason)

    segments = [learned_from.segments.get(str(user), EVERYBODY) for user in table.user_ids]
    tuned, metrics = _contest(table, segments)
    has_won, reason = _verdict(metrics)
    record = msgspec.structs.replace(
        record,
        metrics={name: metric.named() for name, metric in metrics.items()},
        chosen=_chosen(tuned),
        is_promoted=has_won,
        reason=reason,
    )
    model = model_of(Blend(table, tuned.parameters, segments), kind, version)
    registry.keep(model if has_won else None, record)
    if has_won:
        registry.promote(kind, version)
    return record


def _contest(table: InteractionTable, segments: list[str]) -> tuple[Tuned, dict[str, Metrics]]:
    known, newest = split(table, Split.TIME)
    tuned = tune(known, Split.TIME, with_repeats=True, segments=segments)
    alone = replace(tuned.parameters, weights={"taste": 1.0})
    methods = {
        PRODUCTION: Blend(known, tuned.parameters, segments),
        TASTE_ALONE: Blend(known, alone, segments),
        **baselines(known, with_repeats=True),
    }
    question = Question(known, newest, with_repeats=True)
    metrics = {
        name: measure(rank(method, question)[0], question.relevant, len(question.known))
        for name, method in methods.items()
    }
    return tuned, metrics


def _verdict(metrics: Mapping[str, Metrics]) -> tuple[bool, str]:
    trivial = {name: metrics[name].ndcg_at_10 for name in TRIVIAL}
    best = max(trivial, key=lambda name: trivial[name])
    reached = metrics[PRODUCTION].ndcg_at_10
    comparison = f"NDCG@10 {reached:.4f} against {trivial[best]:.4f} of {best}"
    if reached > trivial[best] * CLEARLY_BETTER:
        return True, f"beat the trivial: {comparison}"
    return False, f"did not clearly beat the trivial: {comparison}"


def _chosen(tuned: Tuned) -> dict[str, float]:
    parameters = tuned.parameters
    return {
        "factors": parameters.als.factors,
        "regularization": parameters.als.regularization,
        "alpha": parameters.als.alpha,
        "rho": parameters.rho,
        "tau_days": parameters.tau_days,
        **{f"weight_{name}": weight for name, weight in parameters.weights.items()},
    }


def _disliked_since(one: Interaction, theirs: Iterable[Interaction]) -> bool:
    return any(
        later.item_id == one.item_id and later.at > one.at and later.signal is Signal.DISLIKED
        for later in theirs
    )
