"""The topics of the log, and making them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from infra.kafka.connecting import connecting
from schema.errors import LogUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Topic(StrEnum):
    """The topics of the log."""

    EVENTS = "events"
    FACTS = "facts"
    DEAD_LETTERS = "dead_letters"
    CHANGES = "changes"


_DAY_MS: Final = 24 * 3600 * 1000
_KEPT_DAYS: Final = {
    Topic.EVENTS: 7,
    Topic.FACTS: 7,
    Topic.DEAD_LETTERS: 30,
    Topic.CHANGES: 1,
}
_KEYED_BY_USER: Final = (Topic.EVENTS, Topic.FACTS)
"""Of as many partitions each, so that a person's events and facts have the same number."""

LARGEST_MESSAGE_BYTES: Final = 4 * 1024 * 1024


def ensure_topics(
    bootstrap_servers: str, *, partitions: int = 4, replicas: int = 1, timeout_s: float = 20.0
) -> None:
    """Make the topics that are not there yet.

    Raises:
        LogUnavailableError: Kafka did not answer in time, or refused.
    """
    admin = AdminClient(connecting(bootstrap_servers))
    wanted = [
        NewTopic(
            topic.value,
            num_partitions=partitions if topic in _KEYED_BY_USER else 1,
            replication_factor=replicas,
            config={
                "retention.ms": str(_KEPT_DAYS[topic] * _DAY_MS),
                "max.message.bytes": str(LARGEST_MESSAGE_BYTES),
                "min.insync.replicas": str(max(1, replicas - 1)),
            },
        )
        for topic in Topic
    ]
    for name, made in admin.create_topics(wanted, request_timeout=timeout_s).items():
        try:
            made.result(timeout_s)
        except TimeoutError as error:
            raise LogUnavailableError(f"Kafka does not answer in {timeout_s:g} s") from error
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise LogUnavailableError(f"topic {name} cannot be made: {error}") from error


def partition_counts(bootstrap_servers: str, topics: Iterable[Topic]) -> dict[str, int]:
    """Return how many partitions each topic has.

    Raises:
        LogUnavailableError: Kafka did not answer, or has no such topic.
    """
    admin = AdminClient(connecting(bootstrap_servers))
    try:
        known = admin.list_topics(timeout=20.0).topics
        return {topic.value: len(known[topic.value].partitions) for topic in topics}
    except (KafkaException, KeyError) as error:
        raise LogUnavailableError(f"Kafka does not tell its partitions: {error}") from error
