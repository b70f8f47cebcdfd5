"""The append-only record of everything that was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.events.envelope import DeadLetter, Envelope
    from schema.facts import Fact


class EventLog(Protocol):
    """Appends to the topics of the log."""

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Append the events; when this returns they outlive this process.

        Events of one user keep their order. Appending an event twice is allowed: readers drop
        the copy by its identity.

        Raises:
            LogUnavailableError: Nothing of this call may be taken as accepted.
        """

    async def dead_letter(self, letters: Sequence[DeadLetter]) -> None:
        """Keep what was refused.

        Raises:
            LogUnavailableError: The letters may be lost; the sender must not be answered.
        """

    async def state(self, facts: Sequence[Fact]) -> None:
        """Append changes of structured data.

        Raises:
            LogUnavailableError: The outbox must offer them again.
        """
