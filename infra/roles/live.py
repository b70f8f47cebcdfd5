"""Role `live`: log → Redis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.kafka import Topic
from ingestion.live import LiveView

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House

_REWIND_S = 120


async def run(house: House, ready: Callable[[], None]) -> None:
    """Follow the log until cancelled."""
    topics = [Topic.EVENTS, Topic.FACTS, Topic.CHANGES]
    tail = house.tail(topics, "live", rewind_s=_REWIND_S)
    await LiveView(tail, house.live, house.known_devices).run(ready)
