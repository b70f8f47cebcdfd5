"""One import as it is read: batches of envelopes, and the count of what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from ingestion.formats.table import UnreadableRows
from ingestion.repeats import Repeats
from schema.errors import ImplausibleMeasurementError
from schema.people.imports import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingestion.envelopes import Delivery
    from ingestion.formats.table import Event
    from ingestion.pipeline import Pipeline, Reading
    from schema.events import Envelope

_EVENTS_AT_ONCE: Final = 200
_encode = msgspec.json.Encoder().encode


@dataclass
class Tally:
    """What was read, in samples and records."""

    read: int = 0
    sent: int = 0
    duplicates: int = 0
    rejected: dict[str, Rejection] = field(default_factory=dict)

    def reject(self, code: str, example: str, count: int = 1) -> None:
        """Count what was refused for one reason; the first sentence stays as the example."""
        before = self.rejected.get(code)
        counted = before.count if before else 0
        first = before.example if before else example
        self.rejected[code] = Rejection(code, counted + count, first)


class FileReading:
    """Turns the events of a file into what goes on the log, each identity once."""

    def __init__(
        self,
        events: Iterator[Event | UnreadableRows],
        pipeline: Pipeline,
        delivery: Delivery,
    ) -> None:
        self._events = self._readable(events)
        self._pipeline = pipeline
        self._delivery = delivery
        self._repeats = Repeats()
        self.tally = Tally()

    def next_batch(self) -> Reading | None:
        """Read on; null at the end.

        A value that no body could have refuses itself alone, not the hour it stands in.
        """
        sent = list(islice(self._events, _EVENTS_AT_ONCE))
        if not sent:
            return None
        reading = self._read(sent)
        impossible = {
            rejection.index
            for rejection in reading.rejections
            if rejection.code == ImplausibleMeasurementError.code
        }
        if impossible:
            sent = [
                part
                for place, event in enumerate(sent)
                for part in (_apart(event) if place in impossible else [event])
            ]
            reading = self._read(sent)
        self._count_refused(reading, sent)
        self._keep_new(reading)
        return reading

    def _readable(self, events: Iterator[Event | UnreadableRows]) -> Iterator[Event]:
        for event in events:
            if isinstance(event, UnreadableRows):
                self.tally.read += event.count
                self.tally.reject(event.code, event.example, event.count)
            else:
                yield event

    def _read(self, events: list[Event]) -> Reading:
        return self._pipeline.read_events([_encode(event) for event in events], self._delivery)

    def _count_refused(self, reading: Reading, sent: list[Event]) -> None:
        self.tally.read += sum(_size(event) for event in sent)
        for rejection in reading.rejections:
            self.tally.reject(rejection.code, rejection.message, _size(sent[rejection.index]))

    def _keep_new(self, reading: Reading) -> None:
        events: list[list[Envelope]] = []
        for event in reading.events:
            parts = [self._repeats.new_part(envelope) for envelope in event]
            self.tally.duplicates += sum(repeated for _, repeated in parts)
            new = [part for part, _ in parts if part is not None]
            self.tally.sent += sum(len(part.offsets_ms) for part in new)
            if new:
                events.append(new)
        reading.events = events


def _size(event: Event) -> int:
    """Return how many samples or records an event is."""
    if "values" not in event:
        return 1
    return sum(value is not None for value in event["values"])


def _apart(event: Event) -> list[Event]:
    """Return the values of a series as series of one."""
    if "values" not in event:
        return [event]
    start = datetime.fromisoformat(event["start"])
    return [
        _single(event, start, place)
        for place, value in enumerate(event["values"])
        if value is not None
    ]


def _single(event: Event, start: datetime, place: int) -> Event:
    single = {**event, "values": [event["values"][place]]}
    if "offsets_ms" in event:
        offset_ms = event["offsets_ms"][place]
        single["offsets_ms"] = [0]
    else:
        offset_ms = place * event["interval_ms"]
    single["start"] = (start + timedelta(milliseconds=offset_ms)).isoformat()
    return single
