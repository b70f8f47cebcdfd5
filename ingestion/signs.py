"""What devices say of themselves beside their events: battery and firmware."""

from __future__ import annotations

import msgspec

from schema.ports.devices import Sighting


class _Sign(msgspec.Struct):
    battery_percent: float | None = None
    firmware: str | None = None


_decode = msgspec.json.Decoder(list[_Sign] | _Sign).decode
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
            battery = sign.battery_percent if sign.battery_percent is not None else battery
            firmware = sign.firmware if sign.firmware is not None else firmware
    return Sighting(
        device_id=device_id, time_ms=time_ms, battery_percent=battery, firmware=firmware
    )


def _signs(message: bytes) -> list[_Sign]:
    try:
        signs = _decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []  # the pipeline says what is wrong with the message
    return signs if isinstance(signs, list) else [signs]
