"""Role `bridge`: MQTT → log."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from infra.kafka import Topic
from ingestion.device_settings import SettingsTeller
from ingestion.mqtt import Bridge
from ingestion.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House
    from ingestion.mqtt_connection import MqttConnection


async def run(house: House, ready: Callable[[], None]) -> None:
    """Carry events until cancelled; ready once the broker sends."""
    connection = house.mqtt()
    bridge = Bridge(connection, Pipeline(), house.log, house.known_devices)
    teller = SettingsTeller(
        house.tail([Topic.FACTS], "bridge", rewind_s=60), house.known_devices, bridge
    )
    async with connection.open(), asyncio.TaskGroup() as work:
        work.create_task(_when_subscribed(connection, ready))
        work.create_task(teller.run())
        work.create_task(bridge.run())


async def _when_subscribed(connection: MqttConnection, ready: Callable[[], None]) -> None:
    while not connection.is_ready:  # noqa: ASYNC110  paho's thread sets it, without an event
        await asyncio.sleep(0.1)
    ready()
