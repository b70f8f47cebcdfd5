"""Sensors that publish heart rates over MQTT, and hear which were acknowledged."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from ingestion.mqtt_connection import MqttAddress, without_nagle

if TYPE_CHECKING:
    from benchmarks.live_house import Device


class Sensor:
    """One device at its own pace; every reading's time is when it was published."""

    def __init__(self, device: Device) -> None:
        self._topic = f"devices/{device.id}"
        self.sent: dict[str, float] = {}
        self.acknowledged: dict[str, float] = {}
        self.refused: list[str] = []
        self.steps_taken: list[float] = []
        self._listening = threading.Event()
        address = MqttAddress.parse(device.mqtt_url)
        self._client = Client(CallbackAPIVersion.VERSION2, client_id=f"sensor-{device.id}")
        self._client.username_pw_set(device.id, device.token)
        self._client.on_socket_open = without_nagle
        self._client.max_inflight_messages_set(1000)
        self._client.on_connect = self._on_connect
        self._client.on_subscribe = lambda *_: self._listening.set()
        self._client.on_message = self._on_answer
        self._client.connect(address.host, address.port)
        self._client.loop_start()
        if not self._listening.wait(20):
            raise TimeoutError(f"{device.id} cannot listen to its acks")

    def publish(self) -> None:
        """Publish one reading of now."""
        event_id = f"{len(self.sent)}"
        self.sent[event_id] = time.time()
        event = {
            "id": event_id,
            "type": "heart_rate",
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "value": 60 + len(self.sent) % 90,
            "unit": "bpm",
        }
        self._client.publish(f"{self._topic}/events", json.dumps(event), qos=1)

    def take_step(self) -> None:
        """Publish one step, of a tenth of a second of its own."""
        now = datetime.now(UTC)
        event = {
            "type": "steps",
            "start": (now - timedelta(milliseconds=100)).isoformat(timespec="milliseconds"),
            "end": now.isoformat(timespec="milliseconds"),
            "value": 1,
            "unit": "count",
        }
        self.steps_taken.append(now.timestamp())
        self._client.publish(f"{self._topic}/events", json.dumps(event), qos=1)

    def stop(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.loop_stop()

    def _on_connect(self, client: Client, *_: Any) -> None:
        client.subscribe(f"{self._topic}/acks", qos=1)

    def _on_answer(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        answer = json.loads(message.payload)
        for event_id in answer["accepted"]:
            if event_id in self.sent:
                self.acknowledged[event_id] = time.time() - self.sent[event_id]
        self.refused += [one["code"] for one in answer["rejected"]]


def publish_steadily(sensors: list[Sensor], rate_per_s: float, seconds: float) -> None:
    """Publish round robin, at a steady rate over all sensors."""
    begun = time.monotonic()
    for count in range(round(rate_per_s * seconds)):
        time.sleep(max(0.0, begun + count / rate_per_s - time.monotonic()))
        sensors[count % len(sensors)].publish()
