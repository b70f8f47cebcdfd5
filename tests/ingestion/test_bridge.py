"""The bridge between real parts: broker, Kafka, Redis, and devices that send again."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis

from infra.kafka import KafkaEventLog, KafkaTail, Topic, ensure_topics
from infra.mqtt import Listener
from infra.mqtt.serving import running_broker
from infra.redis import RedisKnownDevices
from infra.services.ports import free_port
from ingestion.device_settings import SettingsTeller
from ingestion.mqtt import ONE_BRIDGE, Bridge
from ingestion.mqtt_connection import Credentials, MqttAddress, MqttConnection
from ingestion.pipeline import Pipeline
from schema.facts import Fact, FactKind
from tests.ingestion import servers
from tests.ingestion.household import Device, Household
from tests.ingestion.servers import kafka_in

LOOPBACK = "127.0.0.1"
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def pulse(event_id, **more: Any):
    second = f"{int(event_id) // 60 % 60:02}:{int(event_id) % 60:02}"
    time = f"2026-01-05T{int(event_id) // 3600:02}:{second}Z"
    return {"id": event_id, "type": "heart_rate", "time": time, "value": 70, **more}


@pytest.fixture
def household():
    return Household()


@pytest.fixture
async def redis(redis_url):
    client = Redis.from_url(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture
async def port():
    async def everybody(_knock) -> bool:
        return True

    port = free_port(LOOPBACK)
    async with running_broker({"default": Listener(LOOPBACK, port)}, everybody):
        yield port


@asynccontextmanager
async def bridging(port, kafka, devices, client_id="bridge"):
    connection = MqttConnection(
        MqttAddress(LOOPBACK, port, is_tls=False, version=4),
        Credentials(client_id, "bridge", "secret"),
        ONE_BRIDGE,
    )
    log = KafkaEventLog(kafka, delivery_timeout_s=2.0)
    async with connection.open():
        bridge = Bridge(connection, Pipeline(), log, devices)
        running = asyncio.create_task(bridge.run())
        async with asyncio.timeout(10):
            await until_ready(connection)
        yield bridge
        running.cancel()
    log.close()


async def until_ready(connection):
    if not connection.is_ready:
        await asyncio.sleep(0.05)
        await until_ready(connection)


@asynccontextmanager
async def connected(port, name):
    device = Device(port, name)
    await asyncio.to_thread(device.client.connect, LOOPBACK, port)
    device.client.loop_start()
    await device.until(device.answered.is_set)
    yield device
    device.client.disconnect()
    await asyncio.to_thread(device.client.loop_stop)


@pytest.fixture
async def devices(redis, household):
    return RedisKnownDevices(redis, household)


async def in_log(kafka, topic, user_id):
    """Return what of a person is in a topic by now."""
    messages = await asyncio.to_thread(servers.everything_in, kafka, topic)
    decoded = [msgspec.json.decode(message) for message in messages]
    return [message for message in decoded if message["user_id"] == user_id]


async def test_each_event_is_answered_once_it_is_in_the_log(
    port, kafka_servers, devices, household
):
    async with bridging(port, kafka_servers, devices), connected(port, "watch") as watch:
        watch.send(pulse("1"), pulse("2", value=999), pulse("3"))
        watch.client.publish("devices/watch/events", "not JSON", qos=1)
        await watch.until(lambda: len(watch.rejected) == 2)

    assert watch.accepted == ["1", "3"]
    assert set(watch.rejected) == {("2", "implausible_measurement"), (None, "unreadable")}
    events = await in_log(kafka_servers, Topic.EVENTS, household.user_id)
    assert [event["event_id"] for event in events] == ["1", "3"]
    letters = await in_log(kafka_servers, Topic.DEAD_LETTERS, household.user_id)
    assert {letter["code"] for letter in letters} == {"implausible_measurement", "unreadable"}


async def test_a_device_is_seen_with_what_it_says_of_itself(port, kafka_servers, devices):
    async with bridging(port, kafka_servers, devices), connected(port, "watch") as watch:
        watch.send(pulse("1", battery_percent=64, firmware="1.2"))
        await watch.until(lambda: watch.accepted)

    seen = await devices.sighting("watch")
    assert (seen.battery_percent, seen.firmware) == (64, "1.2")


async def test_a_device_gets_its_settings_and_each_change_of_them(
    port, kafka_servers, devices, household
):
    tail = KafkaTail(kafka_servers, [Topic.FACTS], group=household.user_id)
    log = KafkaEventLog(kafka_servers)
    async with bridging(port, kafka_servers, devices) as bridge:
        telling = asyncio.create_task(SettingsTeller(tail, devices, bridge).run())
        async with connected(port, "watch") as watch:
            watch.send(pulse("1"))
            await watch.until(lambda: watch.settings)
            household.interval_s = 1.0
            await log.state(
                [
                    Fact(
                        fact_id="1",
                        user_id=household.user_id,
                        kind=FactKind.DEVICE,
                        key="watch",
                        valid_from_ms=0,
                        recorded_at_ms=0,
                        payload={},
                    )
                ]
            )
            await watch.until(lambda: watch.settings[-1]["sampling_interval_s"] == 1.0)
        telling.cancel()
    log.close()


async def test_nothing_is_taken_from_a_revoked_device_or_an_unknown_one(
    port, kafka_servers, devices, household
):
    household.revoked.add("watch")
    async with (
        bridging(port, kafka_servers, devices),
        connected(port, "watch") as watch,
        connected(port, "stranger") as stranger,
    ):
        for device in (watch, stranger):
            device.send(pulse("1"), pulse("2"))
            await device.until(lambda device=device: len(device.rejected) == 2)

    assert watch.rejected == stranger.rejected == [("1", "revoked"), ("2", "revoked")]
    assert await in_log(kafka_servers, Topic.EVENTS, household.user_id) == []


async def test_what_is_sent_while_the_log_is_away_is_refused_and_then_taken(
    port, tmp_path, devices, household
):
    kafka = kafka_in(tmp_path).start()
    try:
        ensure_topics(kafka.address)
        async with bridging(port, kafka.address, devices), connected(port, "watch") as watch:
            watch.send(pulse("0"))
            await watch.until(lambda: watch.accepted == ["0"])
            kafka.kill()
            for number in range(1, 40):
                watch.send(pulse(str(number)))
            await watch.until(lambda: len(watch.rejected) == 39)
            assert {code for _, code in watch.rejected} == {"log_unavailable"}

            kafka.start()
            waiting = {str(number) for number in range(1, 40)}
            while waiting:
                answers = len(watch.accepted) + len(watch.rejected) + len(waiting)
                watch.send(*(pulse(event_id) for event_id in sorted(waiting)))
                await watch.until(
                    lambda answers=answers: len(watch.accepted) + len(watch.rejected) >= answers
                )
                waiting -= set(watch.accepted)

        events = await in_log(kafka.address, Topic.EVENTS, household.user_id)
        assert {event["event_id"] for event in events} == {str(n) for n in range(40)}
    finally:
        kafka.kill()


async def test_what_is_sent_while_nobody_can_tell_by_whom_is_refused_and_then_taken(
    port, kafka_servers, household
):
    devices = RedisKnownDevices(Redis.from_url("redis://127.0.0.1:1"), household)
    async with bridging(port, kafka_servers, devices), connected(port, "watch") as watch:
        household.is_away = True
        watch.send(pulse("1"), pulse("2"))
        await watch.until(lambda: len(watch.rejected) == 2)
        assert watch.rejected == [("1", "log_unavailable"), ("2", "log_unavailable")]

        household.is_away = False
        watch.send(pulse("1"), pulse("2"))
        await watch.until(lambda: watch.accepted == ["1", "2"])

    assert await in_log(kafka_servers, Topic.DEAD_LETTERS, household.user_id) == []


async def test_what_came_while_the_bridge_was_away_is_taken_when_it_is_back(
    port, kafka_servers, devices, household
):
    async with bridging(port, kafka_servers, devices):
        pass
    async with connected(port, "watch") as watch:
        for sent in (watch.send(pulse("1")), watch.send(pulse("2"))):
            await asyncio.to_thread(sent.wait_for_publish, 20)
        assert watch.accepted == []

        async with bridging(port, kafka_servers, devices):
            await watch.until(lambda: sorted(watch.accepted) == ["1", "2"])

    events = await in_log(kafka_servers, Topic.EVENTS, household.user_id)
    assert {event["event_id"] for event in events} == {"1", "2"}
