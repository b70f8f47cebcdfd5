"""The bridge's connection to the broker: paho's thread on one side, our loop on the other."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from paho.mqtt.client import MQTTMessage

_log = logging.getLogger(__name__)

_KEEP_ALIVE_S: Final = 20
_SESSION_EXPIRY_S: Final = 24 * 3600
_RECEIVE_MAXIMUM: Final = 2000
_LARGEST_BATCH: Final = 500
_MOST_ANSWERS_WAITING: Final = 20_000


class MqttAddress(NamedTuple):
    """Where a broker listens, and how it is spoken to.

    Attributes:
        version: 4 for MQTT 3.1.1, 5 for MQTT 5.
    """

    host: str
    port: int
    is_tls: bool
    version: int

    @classmethod
    def parse(cls, url: str) -> MqttAddress:
        """Read `mqtt://host:port` or `mqtts://…`, with `?version=5` where the broker can."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "mqtts"
        version = 5 if "version=5" in parts.query else 4
        port = parts.port or (8883 if is_tls else 1883)
        return cls(parts.hostname or "127.0.0.1", port, is_tls, version)


class Credentials(NamedTuple):
    """By what a client is known; a fixed client id keeps its session over restarts."""

    client_id: str
    username: str
    password: str


class Arrived(NamedTuple):
    """A message that the broker waits to hear about."""

    topic: str
    payload: bytes
    message_id: int
    qos: int
    connection: int


class MqttConnection:
    """Subscribes with a session that stays, and acknowledges by hand.

    Args:
        address: Of the broker.
        credentials: The client id names the session.
        subscriptions: Topic filters, at QoS 1.
        most_waiting: Messages between the broker and `acknowledge`; with more the socket is
            not read, so that nothing unbounded waits here.
    """

    def __init__(
        self,
        address: MqttAddress,
        credentials: Credentials,
        subscriptions: Sequence[str],
        *,
        most_waiting: int = 20_000,
    ) -> None:
        self._address = address
        self._subscriptions = [(topic, 1) for topic in subscriptions]
        self._room = threading.BoundedSemaphore(most_waiting)
        self._arrived: deque[Arrived] = deque()
        self._is_closing = threading.Event()
        self._connection = 0
        self._is_subscribed = False
        self._client = self._make_client(credentials)

    @property
    def is_ready(self) -> bool:
        """Whether messages come in."""
        return self._is_subscribed

    @property
    def connection(self) -> int:
        """Which connection this is; another number means that the broker may have forgotten."""
        return self._connection

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Connect, and connect again whenever the connection is lost, within the block."""
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._client.connect_async(
            self._address.host, self._address.port, _KEEP_ALIVE_S, **self._session()
        )
        self._client.loop_start()
        try:
            yield
        finally:
            self._is_closing.set()
            self._client.disconnect()
            await self._loop.run_in_executor(None, self._client.loop_stop)

    async def batches(self) -> AsyncIterator[list[Arrived]]:
        """Yield what has come in, in its order, without waiting for a batch to fill."""
        while True:
            if not self._arrived:
                await self._wake.wait()
            self._wake.clear()
            batch: list[Arrived] = []
            while self._arrived and len(batch) < _LARGEST_BATCH:
                batch.append(self._arrived.popleft())
            if batch:
                yield batch

    def acknowledge(self, arrived: Arrived) -> None:
        """Tell the broker that the message is done with, if it still is the same connection."""
        self._room.release()
        if arrived.connection == self._connection:
            self._client.ack(arrived.message_id, arrived.qos)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Publish at QoS 1; without a connection it waits for one, up to a bound."""
        self._client.publish(topic, payload, qos=1, retain=retain)

    def _make_client(self, credentials: Credentials) -> Client:
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=credentials.client_id,
            protocol=MQTTProtocolVersion(self._address.version),
            manual_ack=True,
            **({} if self._address.version == MQTTProtocolVersion.MQTTv5 else _STAYING),
        )
        client.username_pw_set(credentials.username, credentials.password)
        if self._address.is_tls:
            client.tls_set()
        client.reconnect_delay_set(1, 4)
        client.max_inflight_messages_set(1000)
        client.max_queued_messages_set(_MOST_ANSWERS_WAITING)
        client.on_socket_open = without_nagle
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        return client

    def _session(self) -> dict[str, Any]:
        if self._address.version != MQTTProtocolVersion.MQTTv5:
            return {}
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = _SESSION_EXPIRY_S
        properties.ReceiveMaximum = _RECEIVE_MAXIMUM
        return {"clean_start": False, "properties": properties}

    def _on_connect(
        self, client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any
    ) -> None:
        if reason.is_failure:
            _log.error("the broker refuses the bridge: %s", reason)
            return
        self._connection += 1
        client.subscribe(self._subscriptions)

    def _on_disconnect(
        self, _client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any
    ) -> None:
        self._is_subscribed = False
        if reason.is_failure:
            _log.warning("the connection to the broker is lost: %s", reason)

    def _on_subscribe(
        self, _client: Client, _data: Any, _mid: int, reasons: Any, _properties: Any
    ) -> None:
        refused = [str(reason) for reason in reasons if reason.is_failure]
        if refused:
            _log.error("the broker refuses the bridge's subscriptions: %s", refused)
        self._is_subscribed = not refused

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        while not self._room.acquire(timeout=1.0):
            if self._is_closing.is_set():
                return
        payload, connection = bytes(message.payload), self._connection
        self._arrived.append(
            Arrived(message.topic, payload, message.mid, message.qos, connection)
        )
        self._loop.call_soon_threadsafe(self._wake.set)


def without_nagle(_client: Client, _data: Any, connection: Any) -> None:
    """Send each acknowledgement at once, rather than with the next."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


_STAYING: Final[dict[str, Any]] = {"clean_session": False}
