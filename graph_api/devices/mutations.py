"""Registering, changing and revoking devices; ordering sources."""

from typing import Annotated

import strawberry
from msgspec import UNSET

from graph_api.auth import Needs
from graph_api.devices.queries import SourcePriority
from graph_api.devices.types import Device, Source, shown
from graph_api.errors import Problem, SaysProblems
from graph_api.metrics import Metric
from graph_api.person import Info
from graph_api.unset import given_value
from schema.people import devices
from schema.people.devices import DeviceChange, DeviceKind, NewDevice

SCOPE = "write:devices"
ENTERED = [Needs(SCOPE), SaysProblems()]


@strawberry.type(description="A new device; the only time its token is shown.")
class DeviceCredentials:
    """Signs in at the broker with the device's id and the token."""

    device: Device
    token: str
    mqtt_url: str
    topic: str


@strawberry.input(description="Null: the default option.")
class DeviceSettingsInput:
    """Replaces the settings as a whole."""

    sampling_interval_s: float | None = None
    metrics: list[Metric] | None = None
    alerts: bool | None = None

    def chosen(self) -> devices.DeviceSettings:
        """Return the settings."""
        metrics = None if self.metrics is None else tuple(each.value for each in self.metrics)
        return devices.DeviceSettings(
            sampling_interval_s=self.sampling_interval_s, metrics=metrics, alerts=self.alerts
        )


@strawberry.input(description="What is absent stays as it is.")
class DeviceInput:
    """A device as its owner describes it."""

    name: str | None = strawberry.UNSET
    kind: DeviceKind | None = strawberry.UNSET
    settings: DeviceSettingsInput | None = strawberry.UNSET

    def chosen_settings(self) -> devices.DeviceSettings:
        """Return the settings; none given are all default."""
        return self.settings.chosen() if self.settings else devices.DeviceSettings()


DeviceResult = Annotated[
    DeviceCredentials | Device | Problem,
    strawberry.union("DeviceResult", description="Credentials on registering."),
]
PriorityResult = Annotated[SourcePriority | Problem, strawberry.union("PriorityResult")]


@strawberry.type
class DevicesMutation:
    """What an owner does with devices."""

    @strawberry.mutation(
        description="Registers a device; no key does, whose end its token would outlive.",
        extensions=[Needs(SCOPE, in_person=True), SaysProblems()],
    )
    async def register_device(self, info: Info, input_: DeviceInput) -> DeviceResult:
        """Register, and show the token this once."""
        services = info.context.services
        new = NewDevice(
            kind=input_.kind or DeviceKind.OTHER,
            name=input_.name or None,
            settings=input_.chosen_settings(),
        )
        made = await services.devices.register(info.context.caller.user_id, new)
        return DeviceCredentials(
            device=await shown(info, made.device),
            token=made.token,
            mqtt_url=services.options.public_mqtt_url,
            topic=f"devices/{made.device.id}/events",
        )

    @strawberry.mutation(description="Changes a device from now on.", extensions=ENTERED)
    async def update_device(
        self, info: Info, id_: strawberry.ID, input_: DeviceInput
    ) -> DeviceResult:
        """Change what is given."""
        settings = UNSET if input_.settings is strawberry.UNSET else input_.chosen_settings()
        change = DeviceChange(
            name=given_value("name", input_.name),
            kind=given_value("kind", input_.kind),
            settings=settings,
        )
        changed = await info.context.services.devices.update(
            info.context.caller.user_id, id_, change
        )
        return await shown(info, changed)

    @strawberry.mutation(
        description="Takes a device's token away for good; what it sent stays.",
        extensions=ENTERED,
    )
    async def revoke_device(self, info: Info, id_: strawberry.ID) -> DeviceResult:
        """Revoke."""
        devices_port = info.context.services.devices
        return await shown(info, await devices_port.revoke(info.context.caller.user_id, id_))

    @strawberry.mutation(
        description="Orders the sources of a metric, best first; none: back to the default.",
        extensions=ENTERED,
    )
    async def set_source_priority(
        self, info: Info, metric: Metric, source_ids: list[strawberry.ID]
    ) -> PriorityResult:
        """Order; the past is recomputed."""
        caller = info.context.caller
        priorities = await info.context.services.devices.set_priority(
            caller.user_id, metric.value, source_ids
        )
        sources = await info.context.loaders.sources.load(caller.user_id)
        ordered = priorities.get(metric.value, [])
        return SourcePriority(
            metric=metric, sources=[Source.of(caller, sources[each]) for each in ordered]
        )
