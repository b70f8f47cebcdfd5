"""A message through the pipeline and onto the log; what every door has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.recent import RecentEvents
from schema.ports.doors import Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingestion.pipeline import Pipeline, Reading
    from schema.events import Door
    from schema.ports.doors import Sender
    from schema.ports.log import EventLog


class Intake:
    """The one way in for events: answers only when what it says is durable."""

    def __init__(self, pipeline: Pipeline, log: EventLog) -> None:
        self._pipeline = pipeline
        self._log = log
        self._recent = RecentEvents()

    async def take(
        self, message: bytes, sender: Sender, door: Door, import_id: str | None = None
    ) -> Receipt:
        """Take one event, a JSON array of events, or one a line; answer when it is durable.

        Raises:
            LogUnavailableError: Nothing of the message may be taken as accepted.
        """
        reading = self._pipeline.read(message, sender, door, import_id)
        await keep(self._log, [reading])
        return Receipt(
            accepted=reading.accepted,
            rejected=reading.rejections,
            duplicates=self._recent.remember(reading.events),
        )


async def keep(log: EventLog, readings: Sequence[Reading]) -> None:
    """Put what was read on the log: the events, and what was refused of them.

    Raises:
        LogUnavailableError: Nothing of it may be taken as accepted.
    """
    envelopes = [envelope for reading in readings for envelope in reading.envelopes]
    letters = [letter for reading in readings for letter in reading.letters]
    if envelopes:
        await log.append(envelopes)
    if letters:
        await log.dead_letter(letters)
