"""What a body does at this moment: the newest reading of each metric, and what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from schema.events.envelope import Change


class LiveReading(msgspec.Struct, frozen=True, kw_only=True):
    """One reading as it came in: `metric` is an event type, `unit` its canonical unit."""

    user_id: str
    metric: str
    value: float
    unit: str
    time_ms: int
    source_id: str


class LiveStore(Protocol):
    """The live view. It holds nothing that the log and the lakehouse could not give back."""

    async def put(self, readings: Sequence[LiveReading]) -> None:
        """Keep each reading that is newer than what is kept, and tell who listens."""

    async def withdraw(self, readings: Sequence[LiveReading]) -> None:
        """Drop each reading that is still the kept one; the next to come takes its place."""

    async def forget(self, user_id: str) -> None:
        """Drop all that is kept of one person."""

    async def latest(self, user_id: str) -> list[LiveReading]:
        """Return the newest reading of each metric and source of one person."""

    def readings(self, user_id: str) -> AsyncIterator[LiveReading]:
        """Yield what comes in for one person, from now on."""

    async def tell(self, changes: Sequence[Change]) -> None:
        """Tell who listens that days of a person are new."""

    def changes(self, user_id: str) -> AsyncIterator[Change]:
        """Yield what becomes new in the lakehouse for one person, from now on."""
