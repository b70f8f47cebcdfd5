"""Following what fits."""

from collections.abc import AsyncGenerator

import strawberry

from graph_api.auth import Needs
from graph_api.following import following
from graph_api.person import Info
from graph_api.recommendations.queries import SCOPE, SLATE_LENGTH
from graph_api.recommendations.types import Slate
from schema.people.advice import RecommendationKind


@strawberry.type
class RecommendationsSubscription:
    """Slates as they move."""

    @strawberry.subscription(
        description="The slate, each time a verdict, the profile, a goal, a model, the day or "
        "the hour moves it.",
        extensions=[Needs(SCOPE)],
    )
    async def recommendations_changed(
        self, info: Info, kind: RecommendationKind | None = None
    ) -> AsyncGenerator[Slate, None]:
        """Follow the changes; each push is the slate as it stands then."""
        user_id, advice = info.context.caller.user_id, info.context.services.advice
        async with following(info.context, advice.changes(user_id, SLATE_LENGTH)) as changes:
            async for changed in changes:
                if kind in {None, changed}:
                    yield Slate.of(await advice.slate(user_id, changed, SLATE_LENGTH))
