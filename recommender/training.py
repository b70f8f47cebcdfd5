"""Learning from what everybody did, and promoting only what beats the trivial."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec
import numpy as np

from recommender.artefact import UnreadableModelError
from recommender.blend import Blend
from recommender.contest import STAND_INS, contest
from recommender.model import model_of
from recommender.people import People, nothing_known
from recommender.records import Learned, ModelRecord
from recommender.tabling import training_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from recommender.blend import BlendParameters
    from recommender.interactions import Interaction
    from recommender.people import FeaturesOn
    from recommender.registry import Registry
    from schema.people.advice import RecommendationKind

FEWEST_INTERACTIONS: Final = 20
FEWEST_PEOPLE: Final = 5

LEARNED: Final = "als"


@dataclass(frozen=True)
class TrainingSet:
    """What everybody did, and who is like whom.

    Attributes:
        segments: Of each person; whoever is absent belongs to everybody.
        data_version: Names the state of the stores it was read from.
        features_on: Tells each person's features as they were on a day.
        learned: The same state, for who decides when to learn again.
    """

    interactions: tuple[Interaction, ...]
    segments: Mapping[str, str]
    data_version: str
    features_on: FeaturesOn = nothing_known
    learned: Learned = field(default_factory=Learned)


def train(  # noqa: PLR0913  what, from what, kept where, by whom
    kind: RecommendationKind,
    learned_from: TrainingSet,
    registry: Registry,
    git_revision: str,
    clock: Callable[[], datetime],
    *,
    assure: Callable[[], None] = lambda: None,
) -> ModelRecord:
    """Train a model of one kind, keep it, and promote it if it won.

    The newest fifth of what people did is held out; on it the model, tuned inside the rest,
    is ranked beside the baselines. If it beats the trivial ones it is trained again on
    everything with the same parameters, and serves. While none has won yet, the best trivial
    one serves in its place. With too little to learn from, nothing is kept.

    Args:
        kind: Of which items.
        learned_from: What everybody did.
        registry: Where models are kept.
        git_revision: Of the code that runs.
        clock: Tells the present instant.
        assure: Called before anything is kept; raises if this process may not any more.
    """
    began_at = clock()
    table = training_table(learned_from.interactions, kind)
    record = ModelRecord(
        version=registry.next_version(kind, LEARNED),
        kind=kind,
        trained_at=began_at,
        interactions=len(table),
        people=len(table.user_ids),
        metrics={},
        chosen={},
        data_version=learned_from.data_version,
        git_revision=git_revision,
        is_promoted=False,
        reason="",
    )
    people_with_taste = len(np.unique(table.users))
    if len(table) < FEWEST_INTERACTIONS or people_with_taste < FEWEST_PEOPLE:
        reason = (
            f"{len(table)} interactions of {people_with_taste} people; "
            f"{FEWEST_INTERACTIONS} of {FEWEST_PEOPLE} are needed"
        )
        return msgspec.structs.replace(record, reason=reason)

    people = People(table.user_ids, learned_from.segments, learned_from.features_on)
    measured = contest(table, people)
    record = msgspec.structs.replace(
        record,
        metrics={name: metric.named() for name, metric in measured.metrics.items()},
        split=measured.by.value,
        ablation=measured.tuned.ablation,
        reason=measured.reason,
    )
    parameters, method = measured.tuned.parameters, LEARNED
    if not measured.has_won and _nothing_learned_serves(kind, registry):
        method = measured.stand_in
        parameters = STAND_INS[method]
        record = msgspec.structs.replace(record, reason=f"{record.reason}; {method} serves")
    serves = measured.has_won or method != LEARNED
    model = Blend(table, parameters, people.segments, features=people.features(table))

    assure()
    version = registry.next_version(kind, method)
    record = msgspec.structs.replace(
        record, version=version, chosen=_chosen(parameters), is_promoted=serves
    )
    registry.keep(model_of(model, kind, version) if serves else None, record)
    if serves:
        registry.promote(kind, version)
    return record


def _nothing_learned_serves(kind: RecommendationKind, registry: Registry) -> bool:
    try:
        version = registry.current(kind)
    except UnreadableModelError:
        return True
    return version is None or f"-{LEARNED}-" not in version


def _chosen(parameters: BlendParameters) -> dict[str, float]:
    return {
        "factors": parameters.als.factors,
        "regularization": parameters.als.regularization,
        "alpha": parameters.als.alpha,
        "rho": parameters.rho,
        "clusters": parameters.clusters,
        "tau_days": parameters.tau_days,
        **{f"weight_{name}": weight for name, weight in parameters.weights.items()},
    }
