"""A person's devices and sources."""

import asyncio

import strawberry

from graph_api.auth import Needs
from graph_api.devices.types import Device, Source, shown
from graph_api.metrics import Metric
from graph_api.person import Info, OfPerson

SCOPE = "read:devices"


@strawberry.type(description="Which source of a metric is believed first.")
class SourcePriority:
    """Sources that are not named follow in the default order."""

    metric: Metric
    sources: list[Source]


@strawberry.type
class DevicesOfPerson(OfPerson):
    """What measures a person."""

    @strawberry.field(
        description="All devices, revoked ones too, oldest first.", extensions=[Needs(SCOPE)]
    )
    async def devices(self, info: Info) -> list[Device]:
        """Read through the loader."""
        devices = await info.context.loaders.devices.load(self.user_id)
        return list(await asyncio.gather(*(shown(info, each) for each in devices.values())))

    @strawberry.field(description="All sources, oldest first.", extensions=[Needs(SCOPE)])
    async def sources(self, info: Info) -> list[Source]:
        """Read through the loader."""
        sources = await info.context.loaders.sources.load(self.user_id)
        return [Source.of(self.caller, source) for source in sources.values()]

    @strawberry.field(
        description="The metrics whose sources the person ordered.", extensions=[Needs(SCOPE)]
    )
    async def source_priorities(self, info: Info) -> list[SourcePriority]:
        """Read the orders."""
        priorities = await info.context.services.devices.priorities(self.user_id)
        sources = await info.context.loaders.sources.load(self.user_id)
        return [
            SourcePriority(
                metric=Metric(metric),
                sources=[Source.of(self.caller, sources[each]) for each in ordered],
            )
            for metric, ordered in priorities.items()
        ]
