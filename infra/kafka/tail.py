"""Following the log as it grows."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from confluent_kafka import (
    OFFSET_END,
    Consumer,
    KafkaError,
    KafkaException,
    Message,
    TopicPartition,
)

from infra.kafka.connecting import connecting
from schema.ports.tail import LogEntry

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from infra.kafka.topics import Topic

_log = logging.getLogger(__name__)
_PATIENCE_S = 0.25
_LARGEST_BATCH = 1000


class KafkaTail:
    """Follows topics as a member of a group: members share the partitions among them.

    Args:
        bootstrap_servers: `host:port` of brokers.
        topics: What is followed.
        group: Of whom; each group sees everything.
        member: A name that stays over restarts, so that who comes back goes on at once.
        rewind_s: Begin so far before now. Null: go on where the group stopped, which at first
            is the beginning of what is kept.
    """

    def __init__(
        self,
        bootstrap_servers: str,
        topics: Sequence[Topic],
        *,
        group: str,
        member: str | None = None,
        rewind_s: float | None = None,
    ) -> None:
        self._topics = [topic.value for topic in topics]
        self._rewind_s = rewind_s
        self._configuration: dict[str, Any] = {
            **connecting(bootstrap_servers),
            "group.id": group,
            "session.timeout.ms": 6000,
            "heartbeat.interval.ms": 1500,
            "enable.auto.commit": False,
            "enable.auto.offset.store": False,
            "auto.offset.reset": "earliest" if rewind_s is None else "latest",
            "fetch.error.backoff.ms": 100,
            "topic.metadata.refresh.interval.ms": 5000,
            "allow.auto.create.topics": False,
        }
        if member is not None:
            self._configuration["group.instance.id"] = member

    async def batches(self) -> AsyncIterator[list[LogEntry]]:
        """Yield what came in, without waiting for a batch to fill.

        Asking for the next batch says that the one before is done with.
        """
        loop = asyncio.get_running_loop()
        consumer = Consumer(self._configuration)
        if self._rewind_s is None:
            consumer.subscribe(self._topics)
        else:
            consumer.subscribe(self._topics, on_assign=self._rewind)
        with ThreadPoolExecutor(1, "kafka-tail") as thread:
            try:
                while True:
                    messages = await loop.run_in_executor(thread, _next, consumer)
                    if not messages:
                        continue
                    yield [LogEntry(one.topic() or "", one.value() or b"") for one in messages]
                    if self._rewind_s is None:
                        _done_with(consumer, messages)
            finally:
                await loop.run_in_executor(thread, consumer.close)

    def _rewind(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        begin_ms = round((time.time() - (self._rewind_s or 0)) * 1000)
        for partition in partitions:
            partition.offset = begin_ms
        try:
            partitions = consumer.offsets_for_times(partitions, timeout=5.0)
        except KafkaException:
            _log.exception("Kafka does not tell where to begin; following from now")
            for partition in partitions:
                partition.offset = OFFSET_END
        consumer.assign(partitions)


def _next(consumer: Consumer) -> list[Message]:
    first = consumer.poll(_PATIENCE_S)
    if first is None:
        return []
    more = consumer.consume(_LARGEST_BATCH - 1, 0)
    return [message for message in (first, *more) if _is_there(message)]


def _is_there(message: Message) -> bool:
    error = message.error()
    if error is None:
        return True
    # What says that the consumer had a fatal error is not flagged as one itself.
    if error.fatal() or error.code() == KafkaError._FATAL:  # noqa: SLF001 (its public name)
        raise KafkaException(error)
    _log.warning("Kafka: %s", error.str())
    return False


def _done_with(consumer: Consumer, messages: Sequence[Message]) -> None:
    """Let the group go on after these.

    They are named one by one: a commit is carried out later, by another thread, and "all
    that was handed out" would by then be more than what is done with.
    """
    last_ones = {(message.topic(), message.partition()): message for message in messages}
    for message in last_ones.values():
        with suppress(KafkaException):  # another member follows that partition now
            consumer.store_offsets(message=message)
    consumer.commit(asynchronous=True)
