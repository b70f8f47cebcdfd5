"""A person's devices: as SQL has them, and as they speak over MQTT."""

import asyncio
import json
import uuid
from typing import Any

import msgspec
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from schema.people.devices import DeviceSession, DeviceSettings


class Household:
    """Devices of one person, as SQL has them."""

    def __init__(self):
        self.user_id = uuid.uuid4().hex
        self.revoked = set()
        self.interval_s = 5.0
        self.is_away = False

    async def get(self, device_id):
        if self.is_away:
            raise ConnectionError("the database is away")
        if not device_id.startswith("watch"):
            return None
        return DeviceSession(
            user_id=self.user_id,
            source_id=device_id,
            token_hash="",
            revoked=device_id in self.revoked,
            settings=DeviceSettings(sampling_interval_s=self.interval_s),
        )


class Device:
    """Publishes, and remembers what it was answered."""

    def __init__(self, port, name):
        self.name, self.topic = name, f"devices/{name}"
        self.accepted, self.rejected, self.settings = [], [], []
        self.answered = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.client = Client(CallbackAPIVersion.VERSION2, client_id=f"client of {name}")
        self.client.username_pw_set(name, "token")
        self.client.on_connect = lambda client, *_: client.subscribe(f"{self.topic}/#", 1)
        self.client.on_subscribe = lambda *_: self.loop.call_soon_threadsafe(self.answered.set)
        self.client.on_message = lambda *got: self.loop.call_soon_threadsafe(self.hear, got[2])
        self.port = port

    def hear(self, message):
        if message.topic.endswith("/events"):
            return
        said = json.loads(message.payload) if message.payload else None
        if message.topic.endswith("/settings"):
            self.settings.append(said)
        elif message.topic.endswith("/acks"):
            self.accepted += said["accepted"]
            self.rejected += [(one["id"], one["code"]) for one in said["rejected"]]
        self.answered.set()

    def send(self, *events: Any):
        return self.client.publish(f"{self.topic}/events", msgspec.json.encode(events), qos=1)

    async def until(self, holds):
        async with asyncio.timeout(20):
            while not holds():
                self.answered.clear()
                await self.answered.wait()
