"""Who a device is, as the doors must know it for every message, and when it was heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection

    from schema.people.devices import DeviceSession


class DeviceSessions(Protocol):
    """Where devices are written down."""

    async def get(self, device_id: str) -> DeviceSession | None:
        """Return the device, revoked or not; None when there is none of that id."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A device was heard: when, and its battery and firmware where it told them."""

    device_id: str
    time_ms: int
    battery_percent: float | None = None
    firmware: str | None = None


class KnownDevices(Protocol):
    """The same devices, many at once, out of a cache that their facts make invalid."""

    async def find(self, device_ids: Collection[str]) -> dict[str, DeviceSession]:
        """Return those of the devices that are known, by id."""

    async def forget(self, device_id: str) -> None:
        """Drop the copy: the device changed."""

    async def cut(self, device_id: str) -> None:
        """Tell every broker to close the device's connection: it was revoked."""

    async def seen(self, sightings: Collection[Sighting]) -> None:
        """Remember that devices spoke, and what they said of themselves."""

    async def sighting(self, device_id: str) -> Sighting | None:
        """Return when a device was last heard; None if never, as far as is remembered."""
