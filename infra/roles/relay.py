"""Role `relay`: outbox → log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.database.facts import SqlOutbox
from ingestion.relay import Relay

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Carry facts until cancelled."""
    relay = Relay(SqlOutbox(house.database), house.log)
    ready()
    await relay.run()
