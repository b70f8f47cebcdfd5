"""Facts that were written in SQL and are not yet confirmed by the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.facts import Fact


@dataclass(frozen=True)
class PendingFact:
    """A fact with its place in the outbox."""

    outbox_id: str
    fact: Fact


class Outbox(Protocol):
    """What the relay carries to `facts`; of one user always in the order of writing."""

    async def pending(self, limit: int) -> list[PendingFact]:
        """Return the oldest facts not yet delivered; each user's in order, without a gap."""

    async def delivered(self, outbox_ids: Sequence[str]) -> None:
        """Note that the log confirmed these."""

    async def resend(self, user_id: str | None = None) -> int:
        """Write all facts again from the tables, of one user or of all; return how many.

        A fact that says again what holds keeps its id, so readers drop the copy.
        """
