"""What fits a person next, and how they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.people.advice import RecommendationKind, Verdict
    from schema.ports.catalogue import MealPlan, WorkoutPlan


@dataclass(frozen=True)
class Recommendation:
    """One item of a slate: its id is the impression's, `contributions` make up its score."""

    id: str
    kind: RecommendationKind
    title: str
    item: WorkoutPlan | MealPlan
    reason: str
    contributions: dict[str, float]


@dataclass(frozen=True)
class Slate:
    """What is offered to one person at one moment, best first."""

    id: str
    kind: RecommendationKind
    model_version: str
    items: tuple[Recommendation, ...]


class Advice(Protocol):
    """Slates for one person. No slate ever breaks a rule of theirs."""

    async def slate(self, user_id: str, kind: RecommendationKind, first: int) -> Slate:
        """Return the slate as it stands for the person now."""

    async def feedback(
        self, user_id: str, recommendation_id: str, verdict: Verdict, note: str | None
    ) -> Slate:
        """Take what the person says, and return the slate already adapted to it.

        Raises:
            NotFoundError: Nothing of that id was recommended to this person.
        """

    async def fit_anew(self, user_id: str) -> None:
        """Tell who follows the person's slates that these fit another profile or goal now."""

    def changes(self, user_id: str, first: int) -> AsyncIterator[RecommendationKind]:
        """Yield each kind whose first items become other ones than the person saw last.

        What they said, what they told of themselves, a model, their days or the hour may have
        moved it.
        """
