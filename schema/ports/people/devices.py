"""A person's devices and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.people.devices import (
        Device,
        DeviceChange,
        DeviceCredentials,
        NewDevice,
        Source,
        SourceKind,
    )


class Devices(Protocol):
    """A person's devices, sources, and which source is believed first."""

    async def register(self, user_id: str, device: NewDevice) -> DeviceCredentials:
        """Register a device; the token is shown here and never again.

        Raises:
            InvalidInputError: A field cannot be taken.
        """

    async def device(self, user_id: str, device_id: str) -> Device:
        """Return one device.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def devices(self, user_id: str) -> list[Device]:
        """Return all devices, revoked ones too, oldest first."""

    async def update(self, user_id: str, device_id: str, change: DeviceChange) -> Device:
        """Change a device from now on.

        Raises:
            NotFoundError: The person has none of that id.
            InvalidInputError: A field cannot be taken.
        """

    async def revoke(self, user_id: str, device_id: str) -> Device:
        """Take a device's token away for good; what it sent stays.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def sources(self, user_id: str) -> list[Source]:
        """Return all sources, oldest first."""

    async def ensure_source(
        self, user_id: str, source_id: str, name: str, kind: SourceKind
    ) -> Source:
        """Return the source, made if this is its first use.

        Raises:
            NotFoundError: The id is another person's.
        """

    async def priorities(self, user_id: str) -> dict[str, list[str]]:
        """Return the sources of each metric that the person ordered, best first."""

    async def set_priority(
        self, user_id: str, metric: str, source_ids: Sequence[str]
    ) -> dict[str, list[str]]:
        """Order the sources of one metric, best first; none: back to the default.

        Raises:
            NotFoundError: One of the sources is not the person's.
            InvalidInputError: Unknown metric, or a source named twice.
        """
