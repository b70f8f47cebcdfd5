"""What fits a person next."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import cycle, islice

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
        slate = info.context.services.advice.slate
        slates = await asyncio.gather(
            *(slate(self.user_id, each, share) for each, share in shares(kinds, length))
        )
        return Slate.of(*slates)


def shares(
    kinds: Sequence[RecommendationKind], length: int
) -> list[tuple[RecommendationKind, int]]:
    """Return how many of each kind are shown when they take turns; nobody asks for none."""
    return list(Counter(islice(cycle(kinds), length)).items())
