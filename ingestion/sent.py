"""An event as senders send it: bytes to the fields that every type shares."""

from datetime import datetime
from typing import Any

import msgspec

from schema.errors import InvalidEventError, UnreadableMessageError
from schema.events import Operation

LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024
MOST_EVENTS = 10_000
"""In one message."""

LONGEST_EVENT_BYTES = 400_000
LONGEST_ID = 200
_JSON_SPACE = b" \t\r\n"


class SentEvent(msgspec.Struct, kw_only=True):
    """The fields of the three shapes; a record's own fields are read apart from them.

    Attributes:
        id: Serves the acks, and is a record's identity.
        time: Of an instant.
        start: Of an interval or a series.
        values: Of a series; null where the sensor has none.
        interval_ms: Between the values of a series.
        offsets_ms: From the start to each value, in place of `interval_ms`.
        stage: Of a sleep stage.
    """

    type: str
    id: str | int | None = None
    operation: Operation = Operation.PUT
    time: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    value: float | None = None
    values: list[float | None] | None = None
    interval_ms: float | None = None
    offsets_ms: list[float] | None = None
    unit: str | None = None
    systolic: float | None = None
    diastolic: float | None = None
    stage: str | None = None

    @property
    def given_id(self) -> str | None:
        """The id as text; null where none was sent."""
        return None if self.id is None or self.id == "" else str(self.id)


class _Named(msgspec.Struct):
    id: Any = None


_decode_event = msgspec.json.Decoder(SentEvent).decode
_decode_named = msgspec.json.Decoder(_Named).decode
_decode_fields = msgspec.json.Decoder(dict[str, Any]).decode
_decode_array = msgspec.json.Decoder(list[msgspec.Raw]).decode
_decode_any = msgspec.json.Decoder(msgspec.Raw).decode
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def split_message(message: bytes) -> list[bytes]:
    """Return the events of a message as JSON: of an array, of lines, or the only one.

    A line that is broken is returned as it is, and refused by itself.

    Raises:
        UnreadableMessageError: Not JSON, empty, or more than a message may have.
    """
    if len(message) > LARGEST_MESSAGE_BYTES:
        raise UnreadableMessageError(
            f"the message has {len(message)} bytes; send at most {LARGEST_MESSAGE_BYTES}"
        )
    text = message.strip(_JSON_SPACE)
    if text.startswith(b"["):
        events = _elements(text)
    elif b"\n" in text and not _is_one_value(text):
        events = [line for line in text.split(b"\n") if line.strip(_JSON_SPACE)]
    else:
        events = [text] if text else []

    if not events:
        raise UnreadableMessageError("the message has no event in it")
    if len(events) > MOST_EVENTS:
        raise UnreadableMessageError(
            f"{len(events)} events in one message; send at most {MOST_EVENTS}"
        )
    return events


def read_event(raw: bytes) -> SentEvent:
    """Read the shared fields of one event.

    Raises:
        UnreadableMessageError: Not JSON.
        InvalidEventError: JSON, but no event, or too long.
    """
    if len(raw) > LONGEST_EVENT_BYTES:
        raise InvalidEventError(
            f"the event has {len(raw)} bytes; send at most {LONGEST_EVENT_BYTES} in one"
        )
    try:
        event = _decode_event(raw)
    except msgspec.ValidationError as error:
        raise InvalidEventError(_reason(error)) from error
    except _UNREADABLE as error:
        raise UnreadableMessageError(f"not JSON: {error}") from error

    if len(event.given_id or "") > LONGEST_ID:
        raise InvalidEventError(f"the id is longer than {LONGEST_ID} characters")
    return event


def fields_of(raw: bytes) -> dict[str, Any]:
    """Return all fields of an event that could be read, those of no room too.

    Raises:
        InvalidEventError: A number that is none here, or nested too deeply.
    """
    try:
        return _decode_fields(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidEventError(str(error)) from error


def id_of(raw: bytes) -> str | None:
    """Return the id of an event that could not be read, if as much can be told."""
    try:
        given = _decode_named(raw).id
    except (msgspec.ValidationError, *_UNREADABLE):
        return None
    if isinstance(given, str | int) and not isinstance(given, bool):
        return str(given)[:LONGEST_ID] or None
    return None


def _reason(error: msgspec.ValidationError) -> str:
    """Return what is wrong and where, without the middle of a value that is long."""
    text = str(error)
    return text if len(text) <= LONGEST_ID else f"{text[:100]}…{text[-100:]}"


def _elements(text: bytes) -> list[bytes]:
    try:
        return [bytes(raw) for raw in _decode_array(text)]
    except _UNREADABLE as error:
        raise UnreadableMessageError(f"not a JSON array: {error}") from error


def _is_one_value(text: bytes) -> bool:
    try:
        _decode_any(text)
    except _UNREADABLE:
        return False
    return True
