"""What Redis holds, on a real one."""

import asyncio

import pytest
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from infra.redis import (
    Fanout,
    RedisHeartbeats,
    RedisImportWatch,
    RedisKnownDevices,
    RedisLeases,
    RedisProgress,
    RedisSessionCache,
)
from infra.redis.bell import RedisSlateBell
from schema.people.accounts import Session
from schema.people.advice import RecommendationKind
from schema.people.imports import ImportProgress, ImportState, Rejection
from schema.ports.devices import Sighting
from tests.ingestion import servers
from tests.ingestion.servers import redis_in


class Nobody:
    """No device is written down."""

    async def get(self, _device_id):
        return None


async def comes_true(is_so, within_s=20):
    async with asyncio.timeout(within_s):
        while not await is_so():  # noqa: ASYNC110  Redis tells nobody
            await asyncio.sleep(0.02)


@pytest.fixture
async def client():
    client = Redis.from_url(f"redis://{servers.redis().address}")
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture
async def fanout(client):
    fanout = Fanout(client, most_waiting=3)
    yield fanout
    await fanout.close()


async def test_everybody_who_listens_hears_each_message(client, fanout):
    async with fanout.joined("a") as first, fanout.joined("a") as second:
        await client.publish("a", "1")
        await client.publish("b", "elsewhere")
        await client.publish("a", "2")
        assert [await first.get(), await first.get()] == [b"1", b"2"]
        assert [await second.get(), await second.get()] == [b"1", b"2"]

    assert (await client.pubsub_numsub("a"))[0][1] == 0


async def test_who_listens_slowly_loses_the_oldest(client, fanout):
    async with fanout.joined("a") as waiting, fanout.joined("b") as last:
        for number in range(9):
            await client.publish("a", number)
        await client.publish("b", "that was all")
        await last.get()

        assert [waiting.get_nowait() for _ in range(3)] == [b"6", b"7", b"8"]
        assert waiting.empty()


async def test_listening_goes_on_when_redis_comes_back(tmp_path):
    server = redis_in(tmp_path).start()
    client = Redis.from_url(f"redis://{server.address}")
    fanout = Fanout(client)
    try:
        async with fanout.joined("a") as waiting:
            server.kill()
            await asyncio.sleep(0.3)
            server.start()
            heard = asyncio.create_task(waiting.get())
            while not heard.done():
                await client.publish("a", "again")
                await asyncio.sleep(0.05)
            assert heard.result() == b"again"
    finally:
        await fanout.close()
        await client.aclose()
        server.kill()


async def test_who_begins_to_listen_while_redis_is_away_hears_once_it_is_back(tmp_path, caplog):
    async def is_missed() -> bool:
        return bool(caplog.records)

    server = redis_in(tmp_path).start()
    client = Redis.from_url(f"redis://{server.address}")
    fanout = Fanout(client)
    try:
        async with fanout.joined("before"):
            server.kill()
            await comes_true(is_missed)
            joining = asyncio.create_task(anext(fanout.listen("while away")))
            caplog.clear()
            await comes_true(is_missed)

            server.start()
            await comes_true(lambda: client.publish("while away", "at last"))
            assert await joining == b"at last"
    finally:
        await fanout.close()
        await client.aclose()
        server.kill()


async def test_who_gives_up_joining_is_listened_for_no_more(tmp_path):
    server = redis_in(tmp_path).start()
    client = Redis.from_url(f"redis://{server.address}")
    fanout = Fanout(client)
    server.kill()
    try:
        channels = ["a", *(f"gone:{n}" for n in range(9))]
        staying, *joining = [asyncio.create_task(anext(fanout.listen(one))) for one in channels]
        await asyncio.sleep(0.3)
        for task in joining:
            task.cancel()
        await asyncio.wait(joining)

        server.start()
        await comes_true(lambda: client.publish("a", "at last"))
        assert await staying == b"at last"
        assert await client.pubsub_numsub("gone:0") == [(b"gone:0", 0)]
    finally:
        await fanout.close()
        await client.aclose()
        server.kill()


async def test_one_holds_a_lease_until_it_runs_out():
    client = SyncRedis.from_url(f"redis://{servers.redis().address}")
    client.delete("lease:train")
    leases = RedisLeases(client)

    assert leases.acquire("train", "a", 60)
    assert leases.acquire("train", "a", 60)
    assert not leases.acquire("train", "b", 60)
    leases.release("train", "b")
    assert not leases.acquire("train", "b", 60)
    assert leases.acquire("train", "a", 0.05)
    await comes_true(lambda: asyncio.to_thread(leases.acquire, "train", "b", 60))
    leases.release("train", "b")
    assert leases.acquire("train", "a", 60)
    client.close()


async def test_roles_are_alive_as_long_as_they_say_so(client):
    heartbeats, before_the_next_beat_s = RedisHeartbeats(client), 4
    state = ["starting"]

    async def says(role, state) -> bool:
        return await heartbeats.states() == {role: state}

    beating = asyncio.create_task(heartbeats.keep_beating("bridge", lambda: state[0]))
    await comes_true(lambda: says("bridge", "starting"))

    state[0] = "ready"
    await comes_true(lambda: says("bridge", "ready"), before_the_next_beat_s)
    beating.cancel()

    assert 0 < await client.ttl("heartbeat:bridge") <= 15


async def test_a_device_is_remembered_with_what_it_last_said_of_itself(client):
    devices = RedisKnownDevices(client, Nobody())

    await devices.seen([Sighting(device_id="w", time_ms=1, battery_percent=80, firmware="2")])
    await devices.seen([Sighting(device_id="w", time_ms=2)])

    assert await devices.sighting("w") == Sighting(
        device_id="w", time_ms=2, battery_percent=80, firmware="2"
    )
    assert await devices.sighting("never heard") is None


async def test_a_device_nobody_registered_is_not_known(client):
    assert await RedisKnownDevices(client, Nobody()).find({"w"}) == {}


async def test_without_redis_devices_are_looked_up_where_they_are_written_down():
    client = Redis.from_url("redis://127.0.0.1:1")

    assert await RedisKnownDevices(client, Nobody()).find({"w"}) == {}
    await RedisKnownDevices(client, Nobody()).seen([Sighting(device_id="w", time_ms=2)])
    assert await RedisKnownDevices(client, Nobody()).sighting("w") is None


async def test_who_comes_late_sees_the_newest_step_and_those_after_it(client, fanout):
    watch = RedisImportWatch(RedisProgress(client, fanout))
    first = ImportProgress(
        state=ImportState.READING, rejected=(Rejection("unreadable", 1, "line 3"),)
    )
    await watch.show("7", first)

    steps = aiter(watch.steps("7"))
    assert await anext(steps) == first
    await watch.show("7", ImportProgress(progress=1.0))
    assert await anext(steps) == ImportProgress(progress=1.0)
    await steps.aclose()


def session(*, revoked=False, expires_at_ms=4_000_000_000_000):
    return Session(session_id="s", user_id="luca", expires_at_ms=expires_at_ms, revoked=revoked)


async def test_a_copy_of_a_session_is_kept_for_minutes(client):
    cache = RedisSessionCache(client)

    await cache.put(session())

    assert await cache.get("s") == session()
    assert 0 < await client.ttl("session:s") <= 600


async def test_a_copy_of_a_session_ends_with_it(client):
    cache = RedisSessionCache(client)

    await cache.put(session(expires_at_ms=1_000))

    assert await cache.get("s") is None


async def test_no_copy_read_before_brings_a_revoked_session_back(client):
    cache = RedisSessionCache(client)
    await cache.put(session())

    await cache.put(session(revoked=True))
    await cache.put(session())

    assert await cache.get("s") == session(revoked=True)
    assert await client.ttl("session:s") > 10**9


async def test_without_redis_there_is_no_copy_and_one_word_about_it(caplog):
    client = Redis.from_url("redis://127.0.0.1:1")
    cache = RedisSessionCache(client)

    await cache.put(session())
    assert await cache.get("s") is None

    assert len(caplog.records) == 1


async def test_a_slate_that_moved_is_no_failure_while_nobody_can_be_told(caplog):
    client = Redis.from_url("redis://127.0.0.1:1")

    await RedisSlateBell(client, Fanout(client)).ring("luca", RecommendationKind.MEAL)

    assert len(caplog.records) == 1
