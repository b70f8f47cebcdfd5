"""A device at the broker: what it measured is sent until the house names it."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, Final

import msgspec
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from ingestion.mqtt_connection import without_nagle
from ingestion.simulator.kept import Answer, KeptEvents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paho.mqtt.client import MQTTMessage

    from ingestion.mqtt_connection import Credentials, MqttAddress

_log = logging.getLogger(__name__)

_KEEP_ALIVE_S: Final = 30
_LONGEST_BACK_OFF_S: Final = 30
_MOST_IN_FLIGHT: Final = 1000

_decode = msgspec.json.Decoder(Answer).decode


def _nobody_listens(_answer: Answer, _took_s: list[float]) -> None:
    """Take no notice."""


class Sensor:
    """Publishes events at QoS 1 under its own id; only what `acks` names is done with.

    Its methods may be called from one thread; answers come in on paho's own.

    Args:
        address: Of the broker.
        credentials: The username is the device's id.
        on_answer: Told each answer, and how long each accepted event took, in seconds.

    Attributes:
        kept: What the house has not named yet.
    """

    def __init__(
        self,
        address: MqttAddress,
        credentials: Credentials,
        on_answer: Callable[[Answer, list[float]], None] = _nobody_listens,
    ) -> None:
        self.kept = KeptEvents()
        self._topic = f"devices/{credentials.username}"
        self._address = address
        self._on_answer = on_answer
        self._listens = threading.Event()
        self._client = self._make_client(credentials)

    def open(self) -> None:
        """Connect, and connect again whenever the connection is lost, until closed."""
        self._client.connect_async(self._address.host, self._address.port, _KEEP_ALIVE_S)
        self._client.loop_start()

    def close(self) -> None:
        """Disconnect; what is not named yet is forgotten here."""
        self._client.disconnect()
        self._client.loop_stop()

    def wait_until_listening(self, within_s: float) -> bool:
        """Wait until answers can be heard; tell whether they can."""
        return self._listens.wait(within_s)

    def send(self, events: Sequence[dict[str, Any]]) -> None:
        """Publish events, each with its id, in one message; all are kept until named."""
        self.kept.keep(events)
        self._publish(events)

    def send_again(self) -> None:
        """Publish once more what has waited for its answer for some seconds."""
        if self._listens.is_set() and (due := self.kept.due_again()):
            self._publish(due)

    def _publish(self, events: Sequence[dict[str, Any]]) -> None:
        """Publish; without a connection nothing is queued, since it is kept here anyway."""
        if self._listens.is_set():
            payload = msgspec.json.encode(events if len(events) > 1 else events[0])
            self._client.publish(f"{self._topic}/events", payload, qos=1)

    def _make_client(self, credentials: Credentials) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=credentials.client_id,
            protocol=MQTTProtocolVersion(self._address.version),
        )
        client.username_pw_set(credentials.username, credentials.password)
        if self._address.is_tls:
            client.tls_set()
        client.reconnect_delay_set(1, _LONGEST_BACK_OFF_S)
        client.max_inflight_messages_set(_MOST_IN_FLIGHT)
        client.on_socket_open = without_nagle
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        return client

    def _on_connect(
        self, client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any
    ) -> None:
        if reason.is_failure:
            _log.warning("the broker refuses %s: %s", self._topic, reason)
            return
        client.subscribe(f"{self._topic}/acks", qos=1)

    def _on_disconnect(self, *_: Any) -> None:
        self._listens.clear()

    def _on_subscribe(
        self, _client: Client, _data: Any, _mid: int, reasons: Any, _properties: Any
    ) -> None:
        if not any(reason.is_failure for reason in reasons):
            self._listens.set()

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        answer = _decode(message.payload)
        for rejection in answer.refused:
            _log.warning("%s: %s is refused: %s", self._topic, rejection.id, rejection.message)
        self._on_answer(answer, self.kept.settle(answer))
