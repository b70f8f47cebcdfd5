"""Devices and sources as a person sees them."""

from datetime import datetime, timedelta

import strawberry

from graph_api.entries import at_ms
from graph_api.metrics import Metric
from graph_api.pages import Node
from graph_api.person import Info
from graph_api.vocabulary import DeviceState
from schema.errors import NotFoundError
from schema.people import devices
from schema.people.accounts import Caller
from schema.people.devices import DeviceKind, SourceKind
from schema.ports.devices import Sighting

HEARD_LATELY = timedelta(minutes=5)


@strawberry.type(description="How a device shall measure. Null: the default option.")
class DeviceSettings:
    """Stands retained on the device's settings topic."""

    sampling_interval_s: float | None
    metrics: list[Metric] | None
    alerts: bool | None

    @classmethod
    def of(cls, settings: devices.DeviceSettings) -> "DeviceSettings":
        """Show the settings."""
        return cls(
            sampling_interval_s=settings.sampling_interval_s,
            metrics=None
            if settings.metrics is None
            else [Metric(metric) for metric in settings.metrics],
            alerts=settings.alerts,
        )


@strawberry.type(description="A sensor that reports for the person.")
class Device(Node):
    """Its id is its name at the broker."""

    name: str
    kind: DeviceKind
    state: DeviceState
    last_seen_at: datetime | None
    battery_percent: float | None
    firmware: str | None
    settings: DeviceSettings

    @classmethod
    def of(cls, device: devices.Device, sighting: Sighting | None, now: datetime) -> "Device":
        """Show a device with the last sign of it."""
        return cls(
            id=strawberry.ID(device.id),
            name=device.name,
            kind=device.kind,
            state=device_state(device, sighting, now),
            last_seen_at=None if sighting is None else at_ms(sighting.time_ms),
            battery_percent=None if sighting is None else sighting.battery_percent,
            firmware=None if sighting is None else sighting.firmware,
            settings=DeviceSettings.of(device.settings),
        )


def device_state(
    device: devices.Device, sighting: Sighting | None, now: datetime
) -> DeviceState:
    """Tell whether a device is heard of; one that samples seldom may be silent for longer."""
    if device.revoked_at is not None:
        return DeviceState.REVOKED
    if sighting is None:
        return DeviceState.NEVER_SEEN
    interval = timedelta(seconds=device.settings.sampling_interval_s or 0)
    silent = now - at_ms(sighting.time_ms)
    heard = silent <= max(HEARD_LATELY, 2 * interval)
    return DeviceState.ONLINE if heard else DeviceState.OFFLINE


async def shown(info: Info, device: devices.Device) -> Device:
    """Show a device with the last sign of it, read through the loader."""
    sighting = await info.context.loaders.sightings.load(device.id)
    return Device.of(device, sighting, info.context.services.clock())


@strawberry.type(description="Who says so: a device, an import, the person, a third party.")
class Source(Node):
    """Every measurement has one."""

    caller: strawberry.Private[Caller]
    device_id: strawberry.Private[str | None]
    name: str
    kind: SourceKind

    @strawberry.field(description="The device, where the source is one.")
    async def device(self, info: Info) -> Device | None:
        """Resolve through the loader."""
        if self.device_id is None:
            return None
        devices_by_id = await info.context.loaders.devices.load(self.caller.user_id)
        return await shown(info, devices_by_id[self.device_id])

    @classmethod
    def of(cls, caller: Caller, source: devices.Source) -> "Source":
        """Show a source of the caller's."""
        return cls(
            id=strawberry.ID(source.id),
            caller=caller,
            device_id=source.device_id,
            name=source.name,
            kind=source.kind,
        )


async def source_of(info: Info, caller: Caller, source_id: str) -> Source:
    """Return one of the caller's sources.

    Raises:
        NotFoundError: The caller has none of that id.
    """
    sources = await info.context.loaders.sources.load(caller.user_id)
    if source_id not in sources:
        raise NotFoundError(f"there is no source {source_id}")
    return Source.of(caller, sources[source_id])
