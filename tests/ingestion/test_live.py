"""The live view, on a real Redis."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis

from infra.redis import REVOKED_CHANNEL, Fanout, RedisKnownDevices, RedisLiveStore
from ingestion.live import LiveView
from schema.events import Door
from schema.events.envelope import Change
from schema.facts import Fact, FactKind
from schema.people.devices import DeviceSession, DeviceSettings
from schema.ports.tail import LogEntry

NIGHT = "2026-11-24T00:00:"


class OneDevice:
    """A device that may be revoked."""

    def __init__(self):
        self.is_revoked = False

    async def get(self, device_id):
        return DeviceSession(
            user_id="luca",
            source_id=device_id,
            token_hash="",
            revoked=self.is_revoked,
            settings=DeviceSettings(),
        )


@pytest.fixture
async def client(redis_url):
    client = Redis.from_url(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture
async def fanout(client):
    fanout = Fanout(client)
    yield fanout
    await fanout.close()


@pytest.fixture
def store(client, fanout):
    return RedisLiveStore(client, fanout)


@pytest.fixture
def written_down():
    return OneDevice()


@pytest.fixture
def devices(client, written_down):
    return RedisKnownDevices(client, written_down)


@pytest.fixture
def view(store, devices):
    return LiveView(None, store, devices)


@pytest.fixture
def events(read):
    def entries(*events: Any, door=Door.MQTT) -> list[LogEntry]:
        envelopes = read(msgspec.json.encode(events)).envelopes
        return [
            LogEntry("events", msgspec.json.encode(msgspec.structs.replace(one, door=door)))
            for one in envelopes
        ]

    return entries


def pulse(second, value, **more: Any):
    return {"type": "heart_rate", "time": f"{NIGHT}{second:02}Z", "value": value, **more}


def values(readings):
    return [reading.value for reading in readings]


@asynccontextmanager
async def heard(subscription):
    """Collect what a subscription brings within the block."""
    got = []

    async def collect() -> None:
        async for one in subscription:
            got.append(one)  # noqa: PERF401  (a comprehension would never end)

    listening = asyncio.create_task(collect())
    await asyncio.sleep(0.1)
    yield got
    await asyncio.sleep(0.1)
    listening.cancel()


async def test_the_newest_reading_of_each_metric_and_source_stands(view, store, events):
    await view.show(events(pulse(2, 72), pulse(1, 71)))

    (reading,) = await store.latest("luca")
    assert (reading.metric, reading.value, reading.unit) == ("heart_rate", 72.0, "bpm")
    assert reading.source_id == "watch"


async def test_who_watches_sees_what_is_newer_and_nothing_older(view, store, events):
    async with heard(store.readings("luca")) as readings:
        await view.show(events(pulse(1, 71), pulse(2, 72)))
        await view.show(events(pulse(1, 65)))
        await view.show(events(pulse(2, 72)))  # a copy says nothing new
        await view.show(events(pulse(2, 73)))  # a revision does

    assert values(readings) == [71.0, 72.0, 73.0]


async def test_a_series_shows_its_last_value(view, store, events):
    await view.show(
        events(
            {"type": "steps", "start": f"{NIGHT}00Z", "interval_ms": 60_000, "values": [5, 9]}
        )
    )

    (reading,) = await store.latest("luca")
    assert (reading.value, reading.time_ms % 3_600_000) == (9.0, 120_000)


async def test_of_a_file_only_the_newest_reading_is_shown(view, store, events):
    async with heard(store.readings("luca")) as readings:
        await view.show(events(*(pulse(s, 60 + s) for s in range(50)), door=Door.FILE))

    assert values(readings) == [109.0]


async def test_what_is_taken_back_is_shown_no_longer(view, store, events):
    await view.show(events(pulse(1, 71)))

    await view.show(events(pulse(1, None, operation="retract")))

    assert await store.latest("luca") == []


@pytest.mark.parametrize("at_once", [True, False])
async def test_what_is_said_anew_after_it_was_taken_back_is_shown(view, store, events, at_once):
    told = events(pulse(1, 80), pulse(1, None, operation="retract"), pulse(1, 75))

    for batch in [told] if at_once else [[one] for one in told]:
        await view.show(batch)

    assert values(await store.latest("luca")) == [75.0]


async def test_what_is_taken_back_last_is_not_shown(view, store, events):
    await view.show(events(pulse(1, 80), pulse(2, 75), pulse(2, None, operation="retract")))

    assert values(await store.latest("luca")) == [80.0]


async def test_records_and_stages_are_no_readings(view, store, events):
    night = {"start": f"{NIGHT}00Z", "end": f"{NIGHT}50Z"}
    await view.show(
        events(
            {"type": "sleep_stage", "stage": "rem", **night},
            {"type": "workout", "activity": "run", **night},
        )
    )

    assert await store.latest("luca") == []


async def test_who_watches_hears_that_days_are_new(view, store):
    change = Change(
        user_id="luca", stream="quick", batch=3, dates=["2026-11-24"], metrics=["steps"]
    )
    async with heard(store.changes("luca")) as changes:
        await view.show([LogEntry("changes", msgspec.json.encode(change))])

    assert changes == [change]


def fact(kind, key="", **payload: Any):
    return LogEntry(
        "facts",
        msgspec.json.encode(
            Fact(
                fact_id="1",
                user_id="luca",
                kind=kind,
                key=key,
                valid_from_ms=0,
                recorded_at_ms=0,
                payload=payload,
            )
        ),
    )


async def test_a_changed_device_is_looked_up_anew(view, devices, written_down):
    assert not (await devices.find(["watch"]))["watch"].revoked
    written_down.is_revoked = True
    assert not (await devices.find(["watch"]))["watch"].revoked  # the copy

    await view.show([fact(FactKind.DEVICE, "watch", state="REVOKED")])

    assert (await devices.find(["watch"]))["watch"].revoked


async def test_a_revoked_device_is_to_be_cut(view, fanout):
    async with heard(fanout.listen(REVOKED_CHANNEL)) as revoked:
        await view.show([fact(FactKind.DEVICE, "ring", state="ONLINE")])
        await view.show([fact(FactKind.DEVICE, "watch", state="REVOKED")])

    assert revoked == [b"watch"]


async def test_nothing_live_is_left_of_somebody_erased(view, store, events):
    await view.show(events(pulse(1, 71)))

    await view.show([fact(FactKind.ERASURE)])

    assert await store.latest("luca") == []
