"""One event as sent, made the envelopes that go on the log."""

from __future__ import annotations

from dataclasses import dataclass
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
from ingestion.sent import SentEvent, fields_of, read_event
from ingestion.times import LONGEST_RECORD_MS, epoch_ms, length_ms, refuse_future
from schema.errors import InvalidEventError, UnreadableMessageError
from schema.events import Aggregation, Envelope, EventType, Operation, event_type

if TYPE_CHECKING:
    from schema.events import Door
    from schema.ports.doors import Sender

CUFF = "blood_pressure"
"""Sent as one event of two numbers; kept as two types."""


@dataclass(frozen=True)
class Delivery:
    """By whom, through which door and when a message came."""

    sender: Sender
    door: Door
    received_at_ms: int
    import_id: str | None = None


def envelopes_of(raw: bytes, delivery: Delivery) -> list[Envelope]:
    """Return the envelopes of one event; a cuff's reading has two.

    Raises:
        PulsePlateError: It cannot be taken, for the reason that the error names.
    """
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
    if event.systolic <= event.diastolic:
        raise InvalidEventError(
            f"systolic {event.systolic:g} is not above diastolic {event.diastolic:g}"
        )
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
        record = record_fields(kind.name, fields_of(raw), duration_ms)

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
