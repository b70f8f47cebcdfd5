"""Facts that were written in SQL and are not yet confirmed by the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.facts import Fact


class Outbox(Protocol):
    """What the relay carries to `facts`; of one user always in the order of writing.

    Facts stay after delivery: they are the dated history of structured data.
    """

    async def pending(self, limit: int) -> list[Fact]:
        """Return the oldest facts not yet delivered; each user's in order, without a gap."""

    async def delivered(self, fact_ids: Sequence[str]) -> None:
        """Note that the log confirmed these."""

    async def resend(self, user_id: str | None = None) -> int:
        """Offer all facts again, of one user or of all; return how many.

        They keep their ids, so readers drop what they have.
        """
