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


_LOOK_EVERY_S = 0.1


async def run(house: House, become: Callable[[str], None]) -> None:
    """Carry events until cancelled; ready while the broker sends."""
    connection = house.mqtt()
    bridge = Bridge(connection, Pipeline(), house.log, house.known_devices)
    teller = SettingsTeller(
        house.tail([Topic.FACTS], "bridge", rewind_s=60), house.known_devices, bridge
    )
    async with connection.open(), asyncio.TaskGroup() as work:
        work.create_task(tell_state(connection, become))
        work.create_task(teller.run())
        work.create_task(bridge.run())


async def tell_state(connection: MqttConnection, become: Callable[[str], None]) -> None:
    """Say whether messages come in, until cancelled: without its broker the door is closed."""
    while True:
        become("ready" if connection.is_ready else "connecting")
        await asyncio.sleep(_LOOK_EVERY_S)  # paho's thread tells, without an event
