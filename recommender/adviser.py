"""Advice for a person: what is known of them, a slate, and what they make of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from recommender.catalogue.items import Meal
from recommender.catalogue.shelf import meal_plan, workout_plan
from recommender.following import Follower, Outlook, next_turn
from recommender.knowledge import known_of
from schema.people.advice import RecommendationKind, SlateRecord
from schema.ports.advice import Recommendation, Slate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from recommender.catalogue.items import Item
    from recommender.context import PersonContext
    from recommender.following import DayBell, SlateBell
    from recommender.knowledge import Sources
    from recommender.ranking import Offer
    from recommender.service import RankedSlate, Recommender
    from schema.people.advice import Verdict
    from schema.ports.catalogue import MealPlan, WorkoutPlan
    from schema.ports.people import Slates


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Adviser:
    """Keeps the promise of `schema.ports.advice.Advice`."""

    recommender: Recommender
    sources: Sources
    slates: Slates
    bell: SlateBell
    days: DayBell
    clock: Callable[[], datetime] = utc_now

    async def slate(self, user_id: str, kind: RecommendationKind, first: int) -> Slate:
        """Return the slate as it stands for the person now, kept before it is shown."""
        person = await self._person(user_id)
        ranked = self.recommender.slate(person, kind, first)
        await self.slates.record(_record(ranked, person))
        return Slate(
            id=ranked.id,
            kind=kind,
            model_version=ranked.model_version,
            items=tuple(_shown(offer, kind, person) for offer in ranked.offers),
        )

    async def feedback(
        self, user_id: str, recommendation_id: str, verdict: Verdict, note: str | None
    ) -> Slate:
        """Take what the person says, and return the slate already adapted to it.

        Raises:
            NotFoundError: Nothing of that id was recommended to this person.
        """
        shown = await self.slates.slate_of(user_id, recommendation_id)
        await self.slates.give_feedback(user_id, recommendation_id, verdict, note)
        adapted = await self.slate(user_id, shown.kind, len(shown.impressions))
        await self.bell.ring(user_id, shown.kind)
        return adapted

    async def fit_anew(self, user_id: str) -> None:
        """Tell who follows the person's slates that these fit another profile or goal now."""
        for kind in RecommendationKind:
            await self.bell.ring(user_id, kind)

    def changes(self, user_id: str, first: int) -> AsyncIterator[RecommendationKind]:
        """Yield each kind whose first items become other ones than the person saw last."""
        follower = Follower(
            look=partial(self._outlook, user_id, first),
            shown=partial(self.slates.latest, user_id),
            lake=self.sources.lake,
            clock=self.clock,
            first=first,
        )
        return follower.moves(self.bell.rings(user_id), self.days.changes(user_id))

    async def _outlook(self, user_id: str, first: int) -> Outlook:
        person = await self._person(user_id)
        slates = {
            kind: _record(self.recommender.slate(person, kind, first), person)
            for kind in RecommendationKind
        }
        return Outlook(slates, next_turn(person))

    async def _person(self, user_id: str) -> PersonContext:
        profile = await self.sources.profiles.profile(user_id)
        now = self.clock().astimezone(ZoneInfo(profile.timezone))
        feedback = await self.slates.feedback(user_id)
        return await known_of(user_id, profile, feedback, self.sources, now)


def _record(ranked: RankedSlate, person: PersonContext) -> SlateRecord:
    return SlateRecord(
        id=ranked.id,
        user_id=person.user_id,
        kind=ranked.kind,
        shown_at=person.now.astimezone(UTC),
        model_version=ranked.model_version,
        impressions=tuple(offer.impression for offer in ranked.offers),
        context={
            "segment": person.segment,
            "for_tomorrow": ranked.for_tomorrow,
            "weight_kg": person.weight_kg,
            **asdict(person.today),
        },
    )


def _shown(offer: Offer, kind: RecommendationKind, person: PersonContext) -> Recommendation:
    return Recommendation(
        id=offer.impression.id,
        kind=kind,
        title=offer.item.title,
        item=_plan(offer.item, person.weight_kg),
        reason=offer.impression.reason,
        contributions=offer.impression.contributions,
    )


def _plan(item: Item, weight_kg: float | None) -> WorkoutPlan | MealPlan:
    return meal_plan(item) if isinstance(item, Meal) else workout_plan(item, weight_kg)
