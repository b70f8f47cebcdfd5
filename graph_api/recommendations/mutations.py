"""Saying what one makes of a recommendation."""

from typing import Annotated

import strawberry

from graph_api.auth import Needs
from graph_api.errors import Problem, SaysProblems
from graph_api.person import Info
from graph_api.recommendations.types import Slate
from schema.errors import InvalidInputError
from schema.people.advice import Verdict

LONGEST_NOTE = 1000


@strawberry.input(description="What one makes of a recommendation.")
class FeedbackInput:
    """Heard at once by the next slate, and later by everybody's."""

    recommendation_id: strawberry.ID
    verdict: Verdict
    note: str | None = None


FeedbackResult = Annotated[Slate | Problem, strawberry.union("FeedbackResult")]


@strawberry.type
class RecommendationsMutation:
    """How a person answers."""

    @strawberry.mutation(
        description="Takes feedback, and returns the slate already adapted to it.",
        extensions=[Needs("write:recommendations"), SaysProblems()],
    )
    async def give_feedback(self, info: Info, input_: FeedbackInput) -> FeedbackResult:
        """Hand the feedback on."""
        if input_.note is not None and len(input_.note) > LONGEST_NOTE:
            raise InvalidInputError("note", f"a note has at most {LONGEST_NOTE} characters")
        adapted = await info.context.services.advice.feedback(
            info.context.caller.user_id, input_.recommendation_id, input_.verdict, input_.note
        )
        return Slate.of(adapted)
