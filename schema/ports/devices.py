"""What the doors must know of a device to take its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from schema.people.devices import DeviceSession


class DeviceSessions(Protocol):
    """Devices by their own id, whoever owns them; for doors, never for people."""

    async def get(self, device_id: str) -> DeviceSession | None:
        """Return what a door needs, or null where there is no such device."""

    async def admits(self, device_id: str, token: str) -> bool:
        """Tell whether the device exists, is not revoked, and the token is its own."""
