"""The live path alone, each part a process of its own, as in the house.

`python -m benchmarks.live_parts ROLE` runs one part; `LivePath` runs all of them.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
import uvloop
from redis.asyncio import Redis

from infra.kafka import KafkaEventLog, KafkaTail, Topic, ensure_topics
from infra.mqtt import Listener, serve
from infra.redis import Fanout, RedisKnownDevices, RedisLiveStore
from infra.services.kafka import Broker
from infra.services.ports import free_port, is_free
from infra.services.redis import RedisServer
from ingestion.live import LiveView
from ingestion.mqtt import ONE_BRIDGE, Bridge
from ingestion.mqtt_connection import Credentials, MqttAddress, MqttConnection
from ingestion.pipeline import Pipeline
from schema.people.devices import DeviceSession, DeviceSettings

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from infra.mqtt.admission import Knock

LOOPBACK = "127.0.0.1"
PERSON = "measured"
_USUAL = DeviceSettings()


class EveryDevice:
    """Knows every device as one of the measured person's."""

    async def get(self, device_id: str) -> DeviceSession:
        """Return the device."""
        return DeviceSession(
            user_id=PERSON,
            source_id=device_id,
            token_hash="",
            revoked=False,
            settings=_USUAL,
        )


class Ports(msgspec.Struct):
    """Where the parts find each other."""

    kafka: int
    redis: int
    mqtt: int


class LivePath:
    """Kafka, Redis, broker, bridge and live view; all are ended with the block."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pulseplate-live-")
        self._parts: list[subprocess.Popen[bytes]] = []
        self.ports = Ports(*(free_port(LOOPBACK) for _ in range(3)))

    def __enter__(self) -> Self:
        folder = Path(self._folder.name)
        ports = self.ports
        controller = free_port(LOOPBACK)
        kafka = Broker(
            folder / "kafka", folder / "kafka.conf", LOOPBACK, ports.kafka, controller
        )
        redis = RedisServer(folder / "redis", folder / "redis.conf", LOOPBACK, ports.redis)
        for server in (kafka, redis):
            server.prepare()
            self._start(server.command())
        for port in (ports.kafka, ports.redis):
            _wait_for(port)
        ensure_topics(f"{LOOPBACK}:{ports.kafka}")
        for role in ("mqtt", "live", "bridge"):
            self._start((sys.executable, "-m", "benchmarks.live_parts", role))
        _wait_for(ports.mqtt)
        time.sleep(5)  # the bridge may have knocked too early; it comes again within 4 s
        return self

    def __exit__(self, *_: object) -> None:
        for part in reversed(self._parts):
            part.send_signal(signal.SIGKILL)
            part.wait()
        self._folder.cleanup()

    def _start(self, command: tuple[str, ...]) -> None:
        environment = os.environ | {"LIVE_PATH": msgspec.json.encode(self.ports).decode()}
        self._parts.append(
            subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
        )


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while is_free(LOOPBACK, port):
        if time.monotonic() > deadline:
            raise TimeoutError(f"nothing listens on port {port}")
        time.sleep(0.05)


async def _everybody(_knock: Knock) -> bool:
    return True


async def _run(role: str, ports: Ports) -> None:
    redis = Redis.from_url(f"redis://{LOOPBACK}:{ports.redis}")
    kafka = f"{LOOPBACK}:{ports.kafka}"
    devices = RedisKnownDevices(redis, EveryDevice())
    if role == "mqtt":
        await serve({"default": Listener(LOOPBACK, ports.mqtt)}, _everybody, Fanout(redis))
    elif role == "live":
        tail = KafkaTail(kafka, tuple(Topic), group="live", rewind_s=10)
        await LiveView(tail, RedisLiveStore(redis, Fanout(redis)), devices).run()
    elif role == "bridge":
        connection = MqttConnection(
            MqttAddress(LOOPBACK, ports.mqtt, is_tls=False, version=4),
            Credentials("bridge", "bridge", secrets.token_hex()),
            ONE_BRIDGE,
        )
        async with connection.open():
            await Bridge(connection, Pipeline(), KafkaEventLog(kafka), devices).run()


def main() -> None:
    """Run one part."""
    work: Coroutine[None, None, None] = _run(
        sys.argv[1], msgspec.json.decode(os.environ["LIVE_PATH"], type=Ports)
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work)


if __name__ == "__main__":
    main()
