"""Reading the dead letters, newest first."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from confluent_kafka import Consumer, KafkaException, TopicPartition

from infra.kafka.connecting import connecting
from infra.kafka.topics import Topic
from schema.errors import LogUnavailableError, NotFoundError
from schema.events.envelope import DeadLetter

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOPIC: Final = Topic.DEAD_LETTERS.value
_PATIENCE_S: Final = 10.0
_decode = msgspec.json.Decoder(DeadLetter).decode


class NumberedLetter(NamedTuple):
    """A dead letter and the number by which it is asked for."""

    number: str
    letter: DeadLetter


class KafkaLetters:
    """What was refused in the last thirty days."""

    def __init__(self, bootstrap_servers: str) -> None:
        self._configuration = {
            **connecting(bootstrap_servers),
            "group.id": "dead-letter-readers",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
        }

    def newest(self, most: int) -> list[NumberedLetter]:
        """Return the newest letters, newest first.

        Raises:
            LogUnavailableError: Kafka does not answer.
        """
        with self._consumer() as consumer:
            letters = [
                letter
                for partition, begin, end in _partitions(consumer)
                for letter in _between(consumer, partition, max(begin, end - most), end)
            ]
        letters.sort(key=lambda one: one.letter.received_at_ms, reverse=True)
        return letters[:most]

    def letter(self, number: str) -> NumberedLetter:
        """Return one letter by its number.

        Raises:
            NotFoundError: There is none of that number, or no longer.
            LogUnavailableError: Kafka does not answer.
        """
        wanted, _, offset = number.partition("-")
        with self._consumer() as consumer:
            for partition, begin, end in _partitions(consumer):
                is_here = str(partition) == wanted and offset.isdecimal()
                if is_here and begin <= int(offset) < end:
                    first = int(offset)
                    return next(_between(consumer, partition, first, first + 1))
        raise NotFoundError(f"there is no dead letter {number}")

    @contextmanager
    def _consumer(self) -> Iterator[Consumer]:
        consumer = Consumer(self._configuration)
        try:
            yield consumer
        except KafkaException as error:
            raise LogUnavailableError(f"Kafka: {error.args[0].str()}") from error
        finally:
            consumer.close()


def _partitions(consumer: Consumer) -> list[tuple[int, int, int]]:
    """Return each partition with its first offset and the one after its last."""
    topic = consumer.list_topics(_TOPIC, timeout=_PATIENCE_S).topics[_TOPIC]
    return [
        (
            partition,
            *consumer.get_watermark_offsets(
                TopicPartition(_TOPIC, partition), timeout=_PATIENCE_S
            ),
        )
        for partition in topic.partitions
    ]


def _between(
    consumer: Consumer, partition: int, begin: int, end: int
) -> Iterator[NumberedLetter]:
    """Yield the letters of a stretch of a partition."""
    consumer.assign([TopicPartition(_TOPIC, partition, begin)])
    offset = begin
    while offset < end:
        message = consumer.poll(_PATIENCE_S)
        if message is None:
            raise LogUnavailableError(f"Kafka gives nothing in {_PATIENCE_S:g} s")
        if message.error() is not None:
            return
        offset = message.offset() or 0
        if offset < end:
            yield NumberedLetter(f"{partition}-{offset}", _decode(message.value() or b""))
        offset += 1
