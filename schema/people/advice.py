"""What was offered to a person, what they made of it, and what they mean to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime


class RecommendationKind(StrEnum):
    """What a slate is of."""

    WORKOUT = "WORKOUT"
    MEAL = "MEAL"


class Verdict(StrEnum):
    """What a person made of one recommendation."""

    LIKE = "LIKE"
    DISLIKE = "DISLIKE"
    SKIP = "SKIP"
    COMPLETE = "COMPLETE"


@dataclass(frozen=True)
class Impression:
    """One place of a slate; its id is the recommendation's.

    Attributes:
        propensity: The probability with which the policy put the item there.
        score: What the ranking gave it.
        reason: The sentence shown.
        contributions: Each term's part of the score.
    """

    id: str
    position: int
    item_id: str
    propensity: float
    score: float = 0.0
    reason: str = ""
    contributions: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SlateRecord:
    """What was shown to a person at one moment, with all that off-policy estimates need."""

    id: str
    user_id: str
    kind: RecommendationKind
    shown_at: datetime
    model_version: str
    impressions: tuple[Impression, ...]
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Feedback:
    """What a person said of one recommendation."""

    id: str
    user_id: str
    recommendation_id: str
    slate_id: str
    kind: RecommendationKind
    item_id: str
    verdict: Verdict
    note: str | None
    model_version: str
    given_at: datetime


@dataclass(frozen=True)
class PlannedSession:
    """One session that a person means to do.

    Attributes:
        kind: `cardio`, `strength` or `mobility`.
        intensity_met: In multiples of rest, gross; load = minutes · MET.
    """

    id: str
    date: date
    kind: str
    minutes: float
    intensity_met: float

    @property
    def load(self) -> float:
        """The planned load."""
        return self.minutes * self.intensity_met
