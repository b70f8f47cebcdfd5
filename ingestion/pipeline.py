"""The one way in: decode, normalise, validate; every door takes its events through here."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec

from ingestion.identity import record_id, samples_id
from ingestion.records import record_fields
from ingestion.samples import (
    Samples,
    retracted_samples,
    scalar_sample,
    series_samples,
    stage_sample,
)
from ingestion.sent import SentEvent, id_of, read_event, split_message
from ingestion.times import LONGEST_RECORD_MS, epoch_ms, length_ms, refuse_future
from schema.errors import InvalidEventError, PulsePlateError, UnreadableMessageError
from schema.events import Aggregation, Envelope, EventType, Operation, event_type
from schema.events.envelope import DeadLetter
from schema.ports.doors import Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schema.events import Door
    from schema.ports.doors import Sender

CUFF = "blood_pressure"
"""Sent as one event of two numbers; kept as two types."""

_LONGEST_LETTER = 100_000


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


@dataclass(frozen=True)
class Delivery:
    """By whom, through which door and when a message came."""

    sender: Sender
    door: Door
    received_at_ms: int
    import_id: str | None = None


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
        """Read events that are apart from each other already."""
        reading = Reading()
        for index, raw in enumerate(events):
            try:
                reading.events.append(_envelopes(raw, delivery))
            except PulsePlateError as error:
                _refuse(reading, delivery, index, raw, error)
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


def _refuse(
    reading: Reading, delivery: Delivery, index: int, raw: bytes, error: PulsePlateError
) -> None:
    event_id = id_of(raw)
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
            original=raw[:_LONGEST_LETTER].decode("utf-8", "replace"),
        )
    )


def _envelopes(raw: bytes, delivery: Delivery) -> list[Envelope]:
    event = read_event(raw)
    try:
        original = raw.decode()
    except UnicodeDecodeError as error:
        raise UnreadableMessageError(f"not UTF-8: {error}") from error

    if event.type == CUFF:
        first, second = (
            _of_samples(event, samples, delivery, original) for samples in _cuff_samples(event)
        )
        return [first, msgspec.structs.replace(second, event_id=first.event_id)]
    kind = event_type(event.type)
    if kind.is_record:
        return [_of_record(event, kind, delivery, raw, original)]
    return [_of_samples(event, _samples(event, kind), delivery, original)]


def _samples(event: SentEvent, kind: EventType) -> Samples:
    if event.operation is Operation.RETRACT:
        return retracted_samples(event, kind)
    if kind.aggregation is Aggregation.STAGE:
        return stage_sample(event, kind)
    if event.values is not None:
        return series_samples(event, kind)
    return scalar_sample(event, kind, event.value)


def _cuff_samples(event: SentEvent) -> list[Samples]:
    numbers = (
        (event_type(f"{CUFF}_systolic"), event.systolic),
        (event_type(f"{CUFF}_diastolic"), event.diastolic),
    )
    if event.operation is Operation.RETRACT:
        return [retracted_samples(event, kind) for kind, _ in numbers]
    if event.systolic is None or event.diastolic is None:
        raise InvalidEventError(f"{CUFF} needs systolic and diastolic")
    return [scalar_sample(event, kind, number) for kind, number in numbers]


def _of_samples(
    event: SentEvent, samples: Samples, delivery: Delivery, original: str
) -> Envelope:
    sender, stretch = delivery.sender, samples.stretch
    refuse_future(stretch.end_ms, delivery.received_at_ms)
    return Envelope(
        event_id=event.given_id
        or samples_id(sender.user_id, sender.source_id, event.operation, samples),
        user_id=sender.user_id,
        source_id=sender.source_id,
        door=delivery.door,
        import_id=delivery.import_id,
        received_at_ms=delivery.received_at_ms,
        operation=event.operation,
        type=samples.type,
        start_ms=stretch.start_ms,
        duration_ms=stretch.duration_ms,
        offsets_ms=stretch.offsets_ms,
        values=samples.values,
        category=samples.category,
        original=original,
    )


def _of_record(
    event: SentEvent, kind: EventType, delivery: Delivery, raw: bytes, original: str
) -> Envelope:
    is_put = event.operation is Operation.PUT
    needs_content = is_put or event.given_id is None
    start_ms, duration_ms = _record_time(event, kind, delivery, is_needed=needs_content)
    refuse_future(start_ms + duration_ms, delivery.received_at_ms)
    record: dict[str, Any] | None = None
    if needs_content:
        record = record_fields(kind.name, msgspec.json.decode(raw))

    identity = event.given_id or record_id(
        delivery.sender.source_id, kind.name, start_ms, start_ms + duration_ms, record
    )
    return Envelope(
        event_id=identity,
        user_id=delivery.sender.user_id,
        source_id=delivery.sender.source_id,
        door=delivery.door,
        import_id=delivery.import_id,
        received_at_ms=delivery.received_at_ms,
        operation=event.operation,
        type=kind.name,
        record_id=identity,
        start_ms=start_ms,
        duration_ms=duration_ms,
        record=record if is_put else None,
        original=original,
    )


def _record_time(
    event: SentEvent, kind: EventType, delivery: Delivery, *, is_needed: bool
) -> tuple[int, int]:
    """Return beginning and length; what is taken back by its id needs neither."""
    if event.start is not None and event.end is not None:
        start_ms = epoch_ms("start", event.start)
        return start_ms, length_ms(start_ms, epoch_ms("end", event.end), LONGEST_RECORD_MS)
    if event.time is not None and not kind.is_interval:
        return epoch_ms("time", event.time), 0
    if is_needed:
        raise InvalidEventError(
            f"{kind.name} needs {'start and end' if kind.is_interval else 'time'}"
        )
    return delivery.received_at_ms, 0
