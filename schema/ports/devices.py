"""Who a device is, as the MQTT doors must know it for every message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection


class DeviceSession(msgspec.Struct, frozen=True, kw_only=True):
    """What a door must know of a device; cached, and made invalid by its `device` facts.

    Attributes:
        user_id: Whose body it speaks of.
        source_id: The source that its events belong to; the device's own id.
        token_hash: Of the token it signs in with; never the token.
        revoked: Nothing more is taken from it.
        settings: As they stand retained on `devices/{id}/settings`.
    """

    device_id: str
    user_id: str
    source_id: str
    token_hash: str
    revoked: bool = False
    settings: dict[str, Any] = {}


class DeviceSessions(Protocol):
    """Where devices are written down."""

    async def get(self, device_id: str) -> DeviceSession | None:
        """Return the device, revoked or not; None when there is none of that id."""


class KnownDevices(Protocol):
    """The same, for many at once and out of a cache."""

    async def find(self, device_ids: Collection[str]) -> dict[str, DeviceSession]:
        """Return those of the devices that are known, by id."""

    async def seen(self, sightings: Collection[Sighting]) -> None:
        """Remember that devices spoke, and what they said of themselves."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A device was heard: when, and its battery and firmware where it told them."""

    device_id: str
    time_ms: int
    battery_percent: float | None = None
    firmware: str | None = None
