"""What a person did lately, remembered for a batch: slates come in quick succession."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from recommender.deeds import DEEDS, interaction_of_deed

if TYPE_CHECKING:
    from recommender.interactions import Interaction
    from schema.ports.lake import Lakehouse

MOST_DEEDS: Final = 400
"""How many of the newest workouts and meals make up a person's taste."""

MOST_PEOPLE: Final = 2000


@dataclass(frozen=True)
class RememberedDeeds:
    """People's workouts and meals, read from the lake once a batch."""

    lake: Lakehouse
    _reads: OrderedDict[str, tuple[int, asyncio.Task[list[Interaction]]]] = field(
        default_factory=OrderedDict, init=False
    )

    async def of(self, user_id: str) -> list[Interaction]:
        """Return what a person did of the catalogue, in no particular order."""
        newest = await self.lake.batch()
        batch, read = self._reads.get(user_id, (newest, None))
        is_old = batch != newest
        if read is None or is_old or (read.done() and (read.cancelled() or read.exception())):
            read = asyncio.ensure_future(self._read(user_id))
            self._reads[user_id] = newest, read
            self._reads.move_to_end(user_id)
            if len(self._reads) > MOST_PEOPLE:
                self._reads.popitem(last=False)
        return await asyncio.shield(read)

    async def _read(self, user_id: str) -> list[Interaction]:
        records = await self.lake.records(user_id, tuple(DEEDS), MOST_DEEDS)
        told = (interaction_of_deed(user_id, record) for record in records)
        return [interaction for interaction in told if interaction is not None]
