"""What a body does at this moment, as a person sees it."""

from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

import strawberry

from graph_api.devices.types import Source
from graph_api.entries import at_ms
from graph_api.metrics import Metric
from graph_api.person import Info
from schema.errors import NotFoundError
from schema.people.accounts import Caller
from schema.ports.live import LiveReading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.people import devices

FRESH_S = 30.0


class KnownSources:
    """The caller's sources, kept while readings stream by and looked up again when stale."""

    def __init__(self, info: Info, caller: Caller) -> None:
        self._info, self._caller = info, caller
        self._sources: Mapping[str, devices.Source] = {}
        self._read_at = -FRESH_S

    async def find(self, source_id: str) -> Source:
        """Return one of them.

        Raises:
            NotFoundError: The caller has none of that id.
        """
        is_stale = monotonic() - self._read_at >= FRESH_S
        if is_stale or source_id not in self._sources:
            loader = self._info.context.loaders.sources
            self._sources = await loader.load(self._caller.user_id)
            self._read_at = monotonic()
        if source_id not in self._sources:
            raise NotFoundError(f"there is no source {source_id}")
        return Source.of(self._caller, self._sources[source_id])


@strawberry.type(description="The newest reading of one metric from one source.")
class LiveMeasurement:
    """As it came in, before any correction."""

    known: strawberry.Private[KnownSources]
    source_id: strawberry.Private[str]
    metric: Metric
    value: float
    unit: str
    time: datetime

    @strawberry.field(description="Who measured it.")
    async def source(self) -> Source:
        """Look it up among the known."""
        return await self.known.find(self.source_id)

    @classmethod
    def of(cls, known: KnownSources, reading: LiveReading) -> "LiveMeasurement":
        """Show a reading."""
        return cls(
            known=known,
            source_id=reading.source_id,
            metric=Metric(reading.metric),
            value=reading.value,
            unit=reading.unit,
            time=at_ms(reading.time_ms),
        )
