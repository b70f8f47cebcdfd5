"""What was shown to people, and what they made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from schema.people.advice import Feedback, RecommendationKind, SlateRecord, Verdict


class Slates(Protocol):
    """What was shown, and what the person made of it."""

    async def record(self, slate: SlateRecord) -> None:
        """Keep a slate before it is shown."""

    async def slate(self, user_id: str, slate_id: str) -> SlateRecord:
        """Return a slate.

        Raises:
            NotFoundError: The person was never shown it.
        """

    async def slate_of(self, user_id: str, recommendation_id: str) -> SlateRecord:
        """Return the slate in which a recommendation stands.

        Raises:
            NotFoundError: The person was never shown it.
        """

    async def latest(self, user_id: str, kind: RecommendationKind) -> SlateRecord | None:
        """Return what the person was shown last of a kind."""

    async def give_feedback(
        self, user_id: str, recommendation_id: str, verdict: Verdict, note: str | None = None
    ) -> Feedback:
        """Keep what the person made of a recommendation; the same again is kept once.

        Of several verdicts the newest stands; those before it stay on record.

        Raises:
            NotFoundError: The person was never shown it.
        """

    async def feedback(self, user_id: str, first: int = 1000) -> list[Feedback]:
        """Return the person's newest feedback, newest first."""


class FeedbackFeed(Protocol):
    """Everybody's feedback, for who learns from it; no person may call this."""

    async def since(
        self, given_after: datetime | None, limit: int | None = None
    ) -> list[Feedback]:
        """Return feedback given after an instant, oldest first; all of it without a limit."""

    async def count_since(self, given_after: datetime | None) -> int:
        """Return how much feedback came after an instant."""

    async def segments(self) -> Mapping[str, str]:
        """Return each person's segment: goal, sex, age band (`LOSE_WEIGHT:FEMALE:30-44`)."""
