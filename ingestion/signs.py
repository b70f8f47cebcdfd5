"""What devices say of themselves beside their events: battery and firmware."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ingestion.sent import split_message
from schema.errors import UnreadableMessageError
from schema.ports.devices import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Sign(msgspec.Struct):
    battery_percent: float | None = None
    firmware: str | None = None


_decode = msgspec.json.Decoder(_Sign).decode
_FULL_PERCENT = 100
_MARKS = (b'"battery_percent"', b'"firmware"')


def sighting_in(
    device_id: str, message: bytes, time_ms: int, before: Sighting | None
) -> Sighting:
    """Return that a device was heard, with what its message says of it.

    Args:
        device_id: Whose message.
        message: `battery_percent` and `firmware` may stand on any event.
        time_ms: When it came.
        before: An earlier sign of the same device; what is not said anew stays.
    """
    battery, firmware = (before.battery_percent, before.firmware) if before else (None, None)
    if any(mark in message for mark in _MARKS):
        for sign in _signs(message):
            battery = sign.battery_percent if _is_battery(sign.battery_percent) else battery
            firmware = sign.firmware if sign.firmware is not None else firmware
    return Sighting(
        device_id=device_id, time_ms=time_ms, battery_percent=battery, firmware=firmware
    )


def _is_battery(percent: float | None) -> bool:
    return percent is not None and 0 <= percent <= _FULL_PERCENT


def _signs(message: bytes) -> Iterator[_Sign]:
    """Yield what can be read; the pipeline says what is wrong with the rest."""
    try:
        events = split_message(message)
    except UnreadableMessageError:
        return
    for event in events:
        with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield _decode(event)
