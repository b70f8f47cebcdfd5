"""What measures a person, and which source is believed first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import msgspec
from msgspec import UNSET, UnsetType

if TYPE_CHECKING:
    from datetime import datetime


class DeviceKind(StrEnum):
    """What a device is."""

    WATCH = "WATCH"
    RING = "RING"
    CHEST_STRAP = "CHEST_STRAP"
    SCALE = "SCALE"
    PHONE = "PHONE"
    GLUCOSE_SENSOR = "GLUCOSE_SENSOR"
    BIKE_COMPUTER = "BIKE_COMPUTER"
    OTHER = "OTHER"


class DeviceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a device shall measure; null: the default option.

    `metrics` are names of event types.
    """

    sampling_interval_s: float | None = None
    metrics: tuple[str, ...] | None = None
    alerts: bool | None = None


@dataclass(frozen=True)
class Device:
    """One device of a person; it is also the source of what it sends, under the same id."""

    id: str
    name: str
    kind: DeviceKind
    settings: DeviceSettings
    registered_at: datetime
    revoked_at: datetime | None

    @property
    def source_id(self) -> str:
        """The source of the device's events."""
        return self.id


@dataclass(frozen=True)
class NewDevice:
    """What is told of a device when it is registered."""

    kind: DeviceKind = DeviceKind.OTHER
    name: str | None = None
    settings: DeviceSettings = field(default_factory=DeviceSettings)


@dataclass(frozen=True)
class DeviceChange:
    """What changes: unset leaves it as it is; settings are replaced as a whole."""

    name: str | UnsetType = UNSET
    kind: DeviceKind | UnsetType = UNSET
    settings: DeviceSettings | UnsetType = UNSET


@dataclass(frozen=True)
class DeviceCredentials:
    """A device as it is registered: the only time the token is known."""

    device: Device
    token: str = field(repr=False)


class DeviceSession(msgspec.Struct, frozen=True, kw_only=True):
    """What a door must know to take a device's messages; `settings` with the defaults in."""

    user_id: str
    source_id: str
    token_hash: str
    revoked: bool
    settings: DeviceSettings


class SourceKind(StrEnum):
    """By what kind of door a source speaks."""

    DEVICE = "DEVICE"
    IMPORT = "IMPORT"
    MANUAL = "MANUAL"
    API_KEY = "API_KEY"


@dataclass(frozen=True)
class Source:
    """Who says so: a device, an import of one origin, the person, a third party's key."""

    id: str
    name: str
    kind: SourceKind
    device_id: str | None
    created_at: datetime


def manual_source_id(user_id: str) -> str:
    """Return the source of what a person enters by hand."""
    return str(uuid5(UUID(user_id), "manual"))


def import_source_id(user_id: str, origin: str) -> str:
    """Return the source of a person's files of one origin (`fitbit`, `garmin`)."""
    return str(uuid5(UUID(user_id), f"import:{origin}"))
