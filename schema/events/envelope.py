"""What travels on the `events` topic: one accepted event, with all that is known of its way."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

SCHEMA_VERSION = 1


class Operation(StrEnum):
    """What an event does to its identity."""

    PUT = "put"
    RETRACT = "retract"


class Door(StrEnum):
    """Where an event came in."""

    MQTT = "mqtt"
    HTTP = "http"
    FILE = "file"
    GRAPH = "graph"


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted event: the canonical form beside the original as sent.

    Canonical means: canonical unit, UTC, milliseconds. A series is its samples: the value at
    index i speaks of the instant `start_ms + offsets_ms[i]`, or of the stretch of `duration_ms`
    that begins there. A single sample is a series of one. A record has no values.

    Attributes:
        event_id: As sent, or derived from the content; serves the acks only.
        user_id: Whose body it is; also the key of the message.
        source_id: Who says so: a device, an import of one origin, the person, an API key.
        import_id: The import that brought it, if one did.
        received_at_ms: When the door took it, UTC epoch milliseconds.
        type: A name of the registry.
        record_id: A record's identity within its source; empty for samples.
        start_ms: Beginning, UTC epoch milliseconds.
        duration_ms: Length of each interval sample, or of the record; 0 for instants.
        offsets_ms: One for each value, ascending from 0.
        values: In the canonical unit.
        category: The stage, for sleep stages.
        record: A record's own fields, in canonical units.
        original: The event as it was sent, as JSON text.
    """

    schema_version: int = SCHEMA_VERSION
    event_id: str
    user_id: str
    source_id: str
    door: Door
    import_id: str | None = None
    received_at_ms: int
    operation: Operation = Operation.PUT
    type: str
    record_id: str = ""
    start_ms: int
    duration_ms: int = 0
    offsets_ms: list[int] = msgspec.field(default_factory=lambda: [0])
    values: list[float] | None = None
    category: str | None = None
    record: dict[str, Any] | None = None
    original: str


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """What was refused: the original bytes as text, the reason, and where it came from.

    Attributes:
        is_exact: Whether `original` is the bytes as sent: what is no UTF-8, or longer than an
            event may be, is kept to be looked at only.
    """

    user_id: str | None
    source_id: str
    door: Door
    import_id: str | None = None
    received_at_ms: int
    index: int
    event_id: str | None
    code: str
    message: str
    original: str
    is_exact: bool = True


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a committed batch made new for one person: travels on `changes`, keyed by user.

    Attributes:
        stream: `quick` or `slow`.
        batch: The manifest's batch number; whoever reads should read at it or later.
        dates: The person's calendar days, ISO.
        metrics: Names of gold metrics.
    """

    user_id: str
    stream: str
    batch: int
    dates: list[str]
    metrics: list[str]
