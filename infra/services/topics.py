"""The topics of the log: what each is called, how it is cut, how long it is kept."""

from dataclasses import dataclass

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

_DAY_MS = 24 * 3600 * 1000
_TIMEOUT_S = 20.0


@dataclass(frozen=True)
class Topic:
    """One topic.

    Attributes:
        name: As producers and consumers call it.
        partitions: How many consumers of one role can share it.
        kept_days: How long a message stays.
    """

    name: str
    partitions: int
    kept_days: int


TOPICS = (
    Topic("events", partitions=4, kept_days=7),
    Topic("facts", partitions=2, kept_days=7),
    Topic("dead_letters", partitions=1, kept_days=30),
    Topic("changes", partitions=2, kept_days=1),
)


def create_topics(servers: str) -> None:
    """Create the topics that aren't there yet, with the brokers' own replication.

    Args:
        servers: The log's bootstrap servers.

    Raises:
        KafkaException: the log refused, or did not answer in time.
    """
    admin = AdminClient({"bootstrap.servers": servers, "log_level": 0})
    wanted = [
        NewTopic(
            topic.name,
            num_partitions=topic.partitions,
            config={"retention.ms": str(topic.kept_days * _DAY_MS)},
        )
        for topic in TOPICS
    ]
    for created in admin.create_topics(wanted, request_timeout=_TIMEOUT_S).values():
        try:
            created.result(timeout=_TIMEOUT_S)
        except KafkaException as error:
            if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise
