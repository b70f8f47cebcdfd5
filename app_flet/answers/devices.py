"""Devices and their credentials."""

from datetime import datetime

from app_flet.answers.base import Answer, Problem, UnionMember

ONLINE, OFFLINE, NEVER_SEEN, REVOKED = "ONLINE", "OFFLINE", "NEVER_SEEN", "REVOKED"


class DeviceSettings(Answer, frozen=True):
    """How a device measures; `None` leaves it to the default option."""

    sampling_interval_s: float | None = None
    metrics: list[str] | None = None
    alerts: bool | None = None


class Device(UnionMember, frozen=True):
    """A sensor that reports for the person."""

    id: str
    name: str
    kind: str
    state: str
    settings: DeviceSettings
    last_seen_at: datetime | None = None
    battery_percent: float | None = None
    firmware: str | None = None


class DeviceCredentials(UnionMember, frozen=True):
    """What a new device signs in with; the token is shown this once only."""

    device: Device
    token: str
    mqtt_url: str
    topic: str


class PersonDevices(Answer, frozen=True):
    """The person's devices."""

    devices: list[Device]


class Devices(Answer, frozen=True):
    """The answer of the query `devices`."""

    me: PersonDevices


DeviceOutcome = DeviceCredentials | Device | Problem
"""What becomes of registering, updating or revoking a device."""


class DeviceDone(Answer, frozen=True):
    """The answer of the mutations that register, update or revoke a device."""

    done: DeviceOutcome
