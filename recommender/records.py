"""What is written down of trainings and of what came of them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - msgspec reads it

import msgspec

from schema.people.advice import RecommendationKind  # noqa: TC001 - msgspec reads it


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What a training knew: the next one is due by what came since.

    Attributes:
        feedback: How many verdicts.
        newest: When the newest was given.
        deeds: How many workouts and meals.
        batch: Of the lake.
        forgotten: How many people were erased before.
        catalogue: Names the items there were.
    """

    feedback: int = 0
    newest: datetime | None = None
    deeds: int = 0
    batch: int = -1
    forgotten: int = 0
    catalogue: str = ""

    def __str__(self) -> str:
        """Name the state of the stores for people."""
        newest = self.newest.isoformat() if self.newest else "none"
        return f"feedback-{self.feedback}-{newest} deeds-{self.deeds}-{self.batch}"


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """The newest training of a kind, whether anything came of it or not.

    Attributes:
        outcome: What came of it, in a sentence.
        failures: How many trainings in a row ended with an error.
    """

    began_at: datetime
    learned: Learned
    outcome: str
    failures: int = 0


class ModelRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one trained version.

    Attributes:
        metrics: Of each method on the same held-out days, `{method: {metric: value}}`.
        chosen: The validated parameters, as text for people.
        data_version: Of the interactions it was trained on.
        git_revision: Of the code that trained it.
        is_promoted: Whether it serves by that.
        reason: Why it was promoted or not.
        split: What was held out: the newest days of all, or of each person.
        ablation: NDCG@10 on the inner splits, by who people are believed to be like.
    """

    version: str
    kind: RecommendationKind
    trained_at: datetime
    interactions: int
    people: int
    metrics: dict[str, dict[str, float]]
    chosen: dict[str, float]
    data_version: str
    git_revision: str
    is_promoted: bool
    reason: str
    split: str = "time"
    ablation: dict[str, float] = {}
