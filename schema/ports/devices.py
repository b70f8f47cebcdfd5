"""Who a device is, as the MQTT doors must know it for every message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from schema.people.devices import DeviceSession
    from schema.ports.sightings import Sighting


class DeviceSessions(Protocol):
    """Where devices are written down."""

    async def get(self, device_id: str) -> DeviceSession | None:
        """Return the device, revoked or not; None when there is none of that id."""


class KnownDevices(Protocol):
    """The same devices, many at once, out of a cache that their facts make invalid."""

    async def find(self, device_ids: Collection[str]) -> dict[str, DeviceSession]:
        """Return those of the devices that are known, by id."""

    async def forget(self, device_id: str) -> None:
        """Drop the copy: the device changed."""

    async def cut(self, device_id: str) -> None:
        """Tell every broker to close the device's connection: it was revoked."""

    async def seen(self, sightings: Mapping[str, Sighting]) -> None:
        """Remember the last sign of each device; what it did not say stays as it was."""
