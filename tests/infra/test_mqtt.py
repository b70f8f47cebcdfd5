"""The broker of the house, with real clients."""

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from infra.mqtt import AskingApi, Listener
from infra.mqtt.admission import Knock
from infra.mqtt.handler import LARGEST_PACKET_BYTES
from infra.mqtt.serving import running_broker
from infra.services.ports import free_port
from tests.infra.mqtt_client import LOOPBACK, Someone

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


async def admits(knock):
    return knock.password == f"token of {knock.username}"


@pytest.fixture
async def broker():
    port = free_port(LOOPBACK)
    async with running_broker({"default": Listener(LOOPBACK, port)}, admits) as broker:
        broker.port = port
        yield broker


@pytest.fixture
async def people(broker):
    """Connect clients, and see them off."""
    here = []

    async def come(name, **how: Any) -> Someone:
        someone = Someone(broker.port, name, **how)
        here.append(someone)
        reason = await someone.connect()
        assert not reason.is_failure, reason
        return someone

    yield come
    for someone in here:
        await someone.leave()


async def test_a_device_is_heard_by_the_bridge_and_answered(people):
    bridge, watch = await people("bridge"), await people("watch")
    await bridge.subscribe("devices/+/events")
    await watch.subscribe("devices/watch/acks")

    await watch.publish("devices/watch/events", "72")
    assert await bridge.hears() == ["72"]
    await bridge.publish("devices/watch/acks", "ok")
    assert await watch.hears() == ["ok"]


async def test_who_has_no_token_does_not_come_in(broker):
    stranger = Someone(broker.port, "watch", password="guessed")

    reason = await stranger.connect()

    assert reason.is_failure
    await stranger.leave()


async def test_a_device_cannot_speak_or_listen_under_another_id(people):
    bridge = await people("bridge")
    watch, ring = await people("watch"), await people("ring")
    await bridge.subscribe("devices/#")

    for topic in ("devices/ring/events", "devices/#", "#", "devices/+/acks", "devices/ring/#"):
        assert (await watch.subscribe(topic)).is_failure, topic
    assert not (await ring.subscribe("devices/ring/acks")).is_failure
    for topic in ("devices/ring/events", "devices/ring/acks", "devices/watch/acks", "other"):
        await watch.publish(topic, "forged")
    await watch.publish("devices/watch/events", "own")

    assert await bridge.hears() == ["own"]
    assert ring.heard == []


async def test_a_will_does_not_speak_for_another(broker, people):
    bridge = await people("bridge")
    await bridge.subscribe("devices/#")
    watch = Someone(broker.port, "watch")
    watch.client.will_set("devices/ring/events", "forged", qos=1)
    await watch.connect()

    await watch.vanish()
    ring = await people("ring")
    await ring.publish("devices/ring/events", "own")

    assert await bridge.hears() == ["own"]


async def test_nobody_takes_over_anothers_session(broker, people):
    bridge = await people("bridge", client_id="bridge", stays=True)
    await bridge.subscribe("devices/+/events")

    for name, password in (("watch", None), ("bridge", "guessed")):
        intruder = Someone(broker.port, name, client_id="bridge", password=password, stays=True)
        assert (await intruder.connect()).is_failure
        await intruder.leave()

    watch = await people("watch")
    await watch.publish("devices/watch/events", "72")
    assert await bridge.hears() == ["72"]
    assert not bridge.lost.is_set()


async def test_one_who_comes_twice_stays_once_and_goes_on(people):
    first = await people("bridge", client_id="bridge", stays=True)
    await first.subscribe("devices/+/events")
    first.client.reconnect_delay_set(60, 60)

    second = await people("bridge", client_id="bridge", stays=True)
    await asyncio.wait_for(first.lost.wait(), 5)
    watch = await people("watch")
    await watch.publish("devices/watch/events", "72")

    assert await second.hears() == ["72"]
    assert first.heard == []


async def test_settings_stand_for_the_device_they_are_of(people):
    bridge = await people("bridge")
    await bridge.publish("devices/watch/settings", "every 5 s", retain=True)
    watch, ring = await people("watch"), await people("ring")

    await ring.subscribe("devices/ring/settings")
    await watch.subscribe("devices/watch/settings")
    newcomer = await people("scale")

    assert await watch.hears() == ["every 5 s"]
    assert (ring.heard, newcomer.heard) == ([], [])


async def test_what_the_bridge_has_not_acknowledged_comes_again(broker, people):
    bridge = Someone(broker.port, "bridge", client_id="bridge", stays=True, acks=False)
    await bridge.connect()
    await bridge.subscribe("devices/+/events")
    watch = await people("watch")
    for number in range(20):
        await watch.publish("devices/watch/events", str(number))
    await bridge.hears(20)
    for message in bridge.heard[:15]:
        bridge.client.ack(message.mid, message.qos)
    await asyncio.sleep(0.3)
    await bridge.vanish()
    await watch.publish("devices/watch/events", "while away")

    again = await people("bridge", client_id="bridge", stays=True)

    assert sorted(await again.hears(6)) == ["15", "16", "17", "18", "19", "while away"]
    assert [message.dup for message in again.heard if message.payload == b"17"] == [True]
    await asyncio.sleep(0.3)
    assert len(again.heard) == 6


async def test_who_comes_back_stays_though_others_subscribe_at_that_moment(broker, people):
    names = [f"watch-{number}" for number in range(30)]
    bridge = await people("bridge")
    await bridge.subscribe("devices/+/events")
    for name in names:
        await bridge.publish(f"devices/{name}/settings", "every 5 s", retain=True)
        before = Someone(broker.port, name, stays=True)
        await before.connect()
        await before.subscribe(f"devices/{name}/settings")
        await before.leave()

    async def newcomer(name):
        await (await people(f"new-{name}")).subscribe(f"devices/new-{name}/acks")

    back, *_ = await asyncio.gather(
        asyncio.gather(*(people(name, stays=True) for name in names)),
        *(newcomer(name) for name in names),
    )
    for someone, name in zip(back, names, strict=True):
        await someone.publish(f"devices/{name}/events", name)

    assert sorted(await bridge.hears(len(names))) == sorted(names)
    assert not any(someone.lost.is_set() for someone in back)


async def test_a_packet_that_is_far_too_large_ends_its_connection_alone(people):
    bridge, greedy, watch = [await people(name) for name in ("bridge", "greedy", "watch")]
    await bridge.subscribe("devices/+/events")
    greedy.client.reconnect_delay_set(60, 60)

    greedy.client.publish("devices/greedy/events", bytes(LARGEST_PACKET_BYTES + 1), qos=1)
    await asyncio.wait_for(greedy.lost.wait(), 10)
    await watch.publish("devices/watch/events", "72")

    assert await bridge.hears() == ["72"]


async def test_a_revoked_device_is_cut(broker, people):
    watch = await people("watch")
    watch.client.reconnect_delay_set(60, 60)

    await broker.cut("watch")

    await asyncio.wait_for(watch.lost.wait(), 5)


class Api(BaseHTTPRequestHandler):
    """Answers as the API does."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        assert self.path == "/internal/mqtt/auth"
        assert asked.keys() == {"username", "password", "clientid"}
        result = "allow" if asked["password"] == "right" else "deny"
        body = json.dumps({"result": result}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any):
        """Say nothing."""


async def test_the_api_says_who_comes_in_and_nobody_does_while_it_is_away():
    server = HTTPServer((LOOPBACK, 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asking = AskingApi(f"http://{LOOPBACK}:{server.server_port}")

    assert await asking(Knock("watch", "right", "c"))
    assert not await asking(Knock("watch", "wrong", "c"))
    server.shutdown()
    server.server_close()
    assert not await asking(Knock("watch", "right", "c"))
    await asking.close()
