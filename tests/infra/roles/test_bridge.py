import asyncio

import pytest

from infra.mqtt import Listener
from infra.mqtt.serving import running_broker
from infra.roles.bridge import tell_state
from infra.services.ports import free_port
from ingestion.mqtt import ONE_BRIDGE
from ingestion.mqtt_connection import Credentials, MqttAddress, MqttConnection

LOOPBACK = "127.0.0.1"
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


async def everybody(_knock) -> bool:
    return True


class Said:
    """The states that a role said of itself, each once."""

    def __init__(self):
        self.states = []
        self._new = asyncio.Event()

    def become(self, state):
        if self.states[-1:] != [state]:
            self.states.append(state)
            self._new.set()

    async def until(self, states):
        async with asyncio.timeout(20):
            while self.states != states:
                self._new.clear()
                await self._new.wait()


async def test_the_bridge_is_ready_only_while_its_broker_is_there():
    port, said = free_port(LOOPBACK), Said()
    connection = MqttConnection(
        MqttAddress(LOOPBACK, port, is_tls=False, version=4),
        Credentials("bridge", "bridge", "secret"),
        ONE_BRIDGE,
    )
    async with connection.open():
        telling = asyncio.create_task(tell_state(connection, said.become))
        await said.until(["connecting"])
        async with running_broker({"default": Listener(LOOPBACK, port)}, everybody):
            await said.until(["connecting", "ready"])
        await said.until(["connecting", "ready", "connecting"])
        async with running_broker({"default": Listener(LOOPBACK, port)}, everybody):
            await said.until(["connecting", "ready", "connecting", "ready"])
        telling.cancel()
