"""Changes of structured data that wait for their way to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.facts import Fact


class Outbox(Protocol):
    """Rows written in the same transaction as the change they speak of."""

    async def pending(self, limit: int) -> list[Fact]:
        """Return the oldest facts not yet delivered, in the order of their writing."""

    async def delivered(self, fact_ids: Sequence[str]) -> None:
        """Mark facts that the log confirmed; a second time changes nothing."""
