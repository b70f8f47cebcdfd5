"""Settings of devices, with a Redis that can be away."""

import asyncio

import msgspec
import pytest
from redis.asyncio import Redis

from infra.redis import RedisKnownDevices
from ingestion.device_settings import SettingsTeller
from schema.facts import Fact, FactKind
from schema.people.devices import DeviceSettings
from schema.ports.tail import LogEntry
from tests.ingestion.household import Household
from tests.ingestion.servers import redis_in


class OneChange:
    """A log on which one fact says that the device changed."""

    async def batches(self):
        fact = Fact(
            fact_id="1",
            user_id="luca",
            kind=FactKind.DEVICE,
            key="watch",
            valid_from_ms=0,
            recorded_at_ms=0,
            payload={},
        )
        yield [LogEntry("facts", msgspec.json.encode(fact))]
        await asyncio.Event().wait()


class Told:
    """Remembers which settings were published."""

    def __init__(self):
        self.settings = asyncio.Queue()

    def publish_settings(self, _device_id, session):
        self.settings.put_nowait(session.settings)


@pytest.fixture
def server(tmp_path):
    server = redis_in(tmp_path).start()
    yield server
    server.kill()


async def test_a_change_while_redis_is_away_is_told_once_it_is_back(server, caplog):
    client = Redis.from_url(f"redis://{server.address}")
    written_down, told = Household(), Told()
    devices = RedisKnownDevices(client, written_down)
    await devices.find({"watch"})
    await client.shutdown()
    server.kill()
    written_down.interval_s = 1.0

    async with asyncio.timeout(20):
        telling = asyncio.create_task(SettingsTeller(OneChange(), devices, told).run())
        while not (caplog.records or telling.done()):  # noqa: ASYNC110  a log tells nobody
            await asyncio.sleep(0.02)
        assert not telling.done()

        server.start()
        assert await told.settings.get() == DeviceSettings(sampling_interval_s=1.0)
    found = await RedisKnownDevices(client, Household()).find({"watch"})
    assert found["watch"].settings.sampling_interval_s == 1.0
    telling.cancel()
    await client.aclose()
