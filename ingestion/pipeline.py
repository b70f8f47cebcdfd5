"""The one way in: decode, normalise, validate; every door takes its events through here."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from ingestion.envelopes import Delivery, envelopes_of
from ingestion.sent import LONGEST_EVENT_BYTES, id_of, split_message
from schema.errors import InvalidEventError, PulsePlateError, UnreadableMessageError
from schema.events.envelope import DeadLetter
from schema.ports.doors import Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schema.events import Door, Envelope
    from schema.ports.doors import Sender

_log = logging.getLogger(__name__)


@dataclass
class Reading:
    """What was read of one message.

    Attributes:
        events: Envelopes by event; a cuff's reading has two.
        places: Where in the message each of the events stands.
        letters: The refused, one for each rejection.
    """

    events: list[list[Envelope]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    letters: list[DeadLetter] = field(default_factory=list)

    @property
    def envelopes(self) -> list[Envelope]:
        """What goes on the log, in the order sent."""
        return [envelope for event in self.events for envelope in event]

    @property
    def accepted(self) -> list[str]:
        """Ids of the events, in the order sent."""
        return [event[0].event_id for event in self.events]

    def all_refused(self, error: PulsePlateError) -> list[Rejection]:
        """Return what to answer where nothing of the message may be taken as accepted."""
        ids: list[tuple[int, str | None]] = [*zip(self.places, self.accepted, strict=True)]
        ids += [(rejection.index, rejection.id) for rejection in self.rejections]
        return [
            Rejection(index, event_id, error.code, str(error))
            for index, event_id in sorted(ids, key=itemgetter(0))
        ]


def now_ms() -> int:
    """Return this machine's time, UTC epoch milliseconds."""
    return time.time_ns() // 1_000_000


class Pipeline:
    """Turns messages into envelopes, and what cannot be taken into rejections with reasons.

    One event that is refused never refuses its neighbours.
    """

    def __init__(self, clock: Callable[[], int] = now_ms) -> None:
        self._clock = clock

    def read(
        self, message: bytes, sender: Sender, door: Door, import_id: str | None = None
    ) -> Reading:
        """Read one event, an array of events, or one a line.

        A message that cannot be read at all is one rejection, of index 0 and without an id.
        """
        delivery = Delivery(sender, door, self._clock(), import_id)
        try:
            events = split_message(message)
        except UnreadableMessageError as error:
            reading = Reading()
            _refuse(reading, delivery, 0, message, error)
            return reading
        return self.read_events(events, delivery)

    def read_events(self, events: Sequence[bytes], delivery: Delivery) -> Reading:
        """Read events that are apart from each other already.

        What fails for a reason that no rule foresaw is a bug of ours: it is logged as one, and
        its letter can be tried again. It must not end the role, to which it would come again.
        """
        reading = Reading()
        for index, raw in enumerate(events):
            try:
                reading.events.append(envelopes_of(raw, delivery))
            except PulsePlateError as error:
                _refuse(reading, delivery, index, raw, error)
            except Exception as error:  # noqa: BLE001  a bug, logged as one
                _log.exception("an event that no rule foresaw, from %s", delivery.sender)
                _refuse(reading, delivery, index, raw, _unforeseen(error))
            else:
                reading.places.append(index)
        return reading

    def refuse(
        self, message: bytes, sender: Sender, door: Door, error: PulsePlateError
    ) -> Reading:
        """Refuse each event of a message for the same reason, whatever it says."""
        delivery = Delivery(sender, door, self._clock())
        reading = Reading()
        try:
            events = split_message(message)
        except UnreadableMessageError:
            events = [message]
        for index, raw in enumerate(events):
            _refuse(reading, delivery, index, raw, error)
        return reading


def _unforeseen(error: Exception) -> InvalidEventError:
    return InvalidEventError(f"the event cannot be taken: {type(error).__name__}")


def _refuse(
    reading: Reading, delivery: Delivery, index: int, raw: bytes, error: PulsePlateError
) -> None:
    event_id = id_of(raw)
    original = raw[:LONGEST_EVENT_BYTES].decode("utf-8", "replace")
    message = str(error)
    reading.rejections.append(Rejection(index, event_id, error.code, message))
    reading.letters.append(
        DeadLetter(
            user_id=delivery.sender.user_id,
            source_id=delivery.sender.source_id,
            door=delivery.door,
            import_id=delivery.import_id,
            received_at_ms=delivery.received_at_ms,
            index=index,
            event_id=event_id,
            code=error.code,
            message=message,
            original=original,
            is_exact=original.encode() == raw,
        )
    )
