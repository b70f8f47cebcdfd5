"""Appending to the log."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING, Any

import msgspec
from confluent_kafka import KafkaError, KafkaException, Message, Producer

from infra.kafka.connecting import connecting
from infra.kafka.topics import LARGEST_MESSAGE_BYTES, Topic
from schema.errors import LogUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.events.envelope import Change, DeadLetter, Envelope
    from schema.facts import Fact

_log = logging.getLogger(__name__)
_encode = msgspec.json.Encoder().encode
_REACHED_WITHIN_S = 2.0


class _Appending:
    """Messages handed over together; the future is done when each has its delivery report."""

    def __init__(self, count: int) -> None:
        self._loop = asyncio.get_running_loop()
        self.done: asyncio.Future[None] = self._loop.create_future()
        self._waiting = count
        self._error: KafkaError | None = None

    def report(self, error: KafkaError | None, _message: Message) -> None:
        """Take one delivery report, in the thread that polls."""
        self._error = self._error or error
        self._waiting -= 1
        if self._waiting == 0 and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._finish)

    def _finish(self) -> None:
        if self.done.done():
            return
        if self._error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(LogUnavailableError(f"Kafka: {self._error.str()}"))


class KafkaEventLog:
    """Appends to the log; each call returns when Kafka has confirmed all of it.

    Args:
        bootstrap_servers: `host:port` of brokers.
        delivery_timeout_s: After so long without a confirmation the sender is told no.
        most_queued: Messages that wait in memory; more are refused at once.
        linger_s: How long a message waits for company.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        *,
        delivery_timeout_s: float = 4.5,
        most_queued: int = 50_000,
        linger_s: float = 0.01,
    ) -> None:
        self._configuration: dict[str, Any] = {
            **connecting(bootstrap_servers),
            "acks": "all",
            "enable.idempotence": True,
            "partitioner": "murmur2_random",
            "delivery.timeout.ms": round(delivery_timeout_s * 1000),
            "request.timeout.ms": round(delivery_timeout_s * 1000),
            "linger.ms": linger_s * 1000,
            "queue.buffering.max.messages": most_queued,
            "queue.buffering.max.kbytes": 128 * 1024,
            "message.max.bytes": LARGEST_MESSAGE_BYTES,
            "compression.type": "lz4",
        }
        self._producer = Producer(self._configuration)
        self._closing = threading.Event()
        self._poller = threading.Thread(target=self._poll, name="kafka-reports", daemon=True)
        self._poller.start()

    async def append(self, envelopes: Sequence[Envelope]) -> None:
        """Append the events; when this returns they outlive this process.

        Raises:
            LogUnavailableError: Nothing of this call may be taken as accepted.
        """
        await self._send(Topic.EVENTS, [(one.user_id, one) for one in envelopes])

    async def dead_letter(self, letters: Sequence[DeadLetter]) -> None:
        """Keep what was refused.

        Raises:
            LogUnavailableError: The letters may be lost; the sender must not be answered.
        """
        await self._send(Topic.DEAD_LETTERS, [(one.source_id, one) for one in letters])

    async def state(self, facts: Sequence[Fact]) -> None:
        """Append changes of structured data.

        Raises:
            LogUnavailableError: The outbox must offer them again.
        """
        await self._send(Topic.FACTS, [(one.user_id, one) for one in facts])

    async def announce(self, changes: Sequence[Change]) -> None:
        """Append what a committed batch made new.

        Raises:
            LogUnavailableError: Nobody may have heard of it.
        """
        await self._send(Topic.CHANGES, [(one.user_id, one) for one in changes])

    async def reach(self) -> None:
        """Ask Kafka who takes events.

        Raises:
            LogUnavailableError: Nobody answers, or nobody takes some of them.
        """
        await asyncio.to_thread(self._find_leaders)

    def close(self) -> None:
        """Send what waits, for as long as a delivery may take, and stop."""
        self._producer.flush(self._configuration["delivery.timeout.ms"] / 1000)
        self._closing.set()
        self._poller.join()

    async def _send(self, topic: Topic, messages: Sequence[tuple[str, Any]]) -> None:
        if not messages:
            return
        appending = _Appending(len(messages))
        try:
            self._produce(topic, messages, appending)
        except BufferError as error:
            raise LogUnavailableError("too many messages wait for Kafka") from error
        await appending.done

    def _produce(
        self, topic: Topic, messages: Iterable[tuple[str, Any]], appending: _Appending
    ) -> None:
        produce, report = self._producer.produce, appending.report
        try:
            for key, message in messages:
                produce(topic.value, value=_encode(message), key=key, on_delivery=report)
        except KafkaException as error:
            if not error.args[0].fatal():
                raise
            self._begin_anew()
            raise LogUnavailableError(f"Kafka: {error}") from error

    def _find_leaders(self) -> None:
        name = Topic.EVENTS.value
        try:
            events = self._producer.list_topics(name, _REACHED_WITHIN_S).topics[name]
        except KafkaException as error:
            raise LogUnavailableError(f"Kafka: {error.args[0].str()}") from error
        if events.error is not None:
            raise LogUnavailableError(f"Kafka: {events.error.str()}")
        without = [number for number, part in events.partitions.items() if part.leader < 0]
        if without:
            raise LogUnavailableError(f"nobody takes events for the partitions {without}")

    def _begin_anew(self) -> None:
        """Give up what a producer that lost its place still holds, and make another."""
        _log.error("the Kafka producer lost its place; another begins anew")
        lost, self._producer = self._producer, Producer(self._configuration)
        lost.purge()
        lost.flush(1.0)

    def _poll(self) -> None:
        while not self._closing.is_set():
            self._producer.poll(0.1)
