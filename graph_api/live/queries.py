"""The newest readings of a person."""

import strawberry

from graph_api.auth import Needs
from graph_api.live.types import KnownSources, LiveMeasurement
from graph_api.person import Info, OfPerson

SCOPE = "read:live"


@strawberry.type
class LiveOfPerson(OfPerson):
    """What a body does now."""

    @strawberry.field(
        description="The newest reading of each metric and source.", extensions=[Needs(SCOPE)]
    )
    async def live(self, info: Info) -> list[LiveMeasurement]:
        """Read the live view."""
        known = KnownSources(info, self.caller)
        readings = await info.context.services.live.latest(self.user_id)
        return [LiveMeasurement.of(known, reading) for reading in readings]
