"""Role `mqtt`: the broker, and cutting whoever is revoked while connected."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from infra.mqtt.broker import HouseBroker
from infra.redis.devices import REVOKED_CHANNEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from infra.mqtt.admission import Admission
    from infra.mqtt.broker import Listener
    from infra.redis.fanout import Fanout


@asynccontextmanager
async def running_broker(
    listeners: dict[str, Listener], admits: Admission
) -> AsyncIterator[HouseBroker]:
    """Run a broker within the block; use uvloop, without it amqtt is slow."""
    logging.getLogger("amqtt").setLevel(logging.WARNING)
    logging.getLogger("transitions").setLevel(logging.WARNING)
    broker = HouseBroker(listeners, admits)
    await broker.start()
    try:
        yield broker
    finally:
        await broker.shutdown()


async def serve(listeners: dict[str, Listener], admits: Admission, fanout: Fanout) -> None:
    """Run the broker until cancelled, and cut each device that is revoked.

    Args:
        listeners: Where it listens, by name; one is `default`.
        admits: Tells who may connect.
        fanout: Tells which devices are revoked.
    """
    async with running_broker(listeners, admits) as broker:
        async for device_id in fanout.listen(REVOKED_CHANNEL):
            await broker.cut(device_id.decode())
