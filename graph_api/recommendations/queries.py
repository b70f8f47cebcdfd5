"""What fits a person next."""

import asyncio

import strawberry

from graph_api.auth import Needs
from graph_api.pages import page_length
from graph_api.person import Info, OfPerson
from graph_api.recommendations.types import Slate
from schema.people.advice import RecommendationKind

SCOPE = "read:recommendations"
SLATE_LENGTH = 5


@strawberry.type
class RecommendationsOfPerson(OfPerson):
    """What is recommended to a person."""

    @strawberry.field(
        description="What fits now; workouts and meals in turns when no kind is named.",
        extensions=[Needs(SCOPE)],
    )
    async def recommendations(
        self, info: Info, kind: RecommendationKind | None = None, first: int | None = None
    ) -> Slate:
        """Ask for the slates."""
        length = page_length(first, SLATE_LENGTH)
        kinds = list(RecommendationKind) if kind is None else [kind]
        slates = await asyncio.gather(
            *(info.context.services.advice.slate(self.user_id, each, length) for each in kinds)
        )
        if kind is not None:
            return Slate.of(*slates)
        both = Slate.of(*slates)
        both.items = both.items[:length]
        return both
