"""Somebody who speaks MQTT with a broker on this machine."""

import asyncio
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

LOOPBACK = "127.0.0.1"


class Someone:
    """A client that remembers what it heard; its calls wait for the broker's answer."""

    def __init__(self, port, name, **how: Any):
        stays, acks = how.get("stays", False), how.get("acks", True)
        self.heard = []
        self.came = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.answered = asyncio.Queue()
        self.lost = asyncio.Event()
        self.client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=how.get("client_id", f"client of {name}"),
            clean_session=not stays,
            manual_ack=not acks,
        )
        self.client.username_pw_set(name, how.get("password") or f"token of {name}")
        self.client.on_connect = lambda *got: self.tell(self.answered.put_nowait, got[3])
        self.client.on_subscribe = lambda *got: self.tell(self.answered.put_nowait, got[3][0])
        self.client.on_publish = lambda *_: self.tell(self.answered.put_nowait, None)
        self.client.on_disconnect = lambda *_: self.tell(self.lost.set)
        self.client.on_message = lambda *got: self.tell(self.hear, got[2])
        self.port = port

    def hear(self, message):
        self.heard.append(message)
        self.came.set()

    def tell(self, call, *args: Any):
        self.loop.call_soon_threadsafe(call, *args)

    async def answer(self):
        return await asyncio.wait_for(self.answered.get(), 5)

    async def connect(self):
        await asyncio.to_thread(self.client.connect, LOOPBACK, self.port, 10)
        self.client.loop_start()
        return await self.answer()

    async def subscribe(self, topic):
        self.client.subscribe(topic, qos=1)
        return await self.answer()

    async def publish(self, topic, payload, *, retain=False):
        self.client.publish(topic, payload, qos=1, retain=retain)
        await self.answer()

    async def hears(self, count=1):
        async with asyncio.timeout(5):
            while len(self.heard) < count:
                self.came.clear()
                await self.came.wait()
        return [message.payload.decode() for message in self.heard]

    async def leave(self):
        self.client.disconnect()
        await asyncio.to_thread(self.client.loop_stop)

    async def vanish(self):
        """Cut the line, without a word."""
        self.client.loop_stop()
        self.client.socket().close()
        await asyncio.sleep(0.2)
