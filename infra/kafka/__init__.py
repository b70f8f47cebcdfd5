"""The log, kept by Kafka: its topics, appending to it, and following it."""

from infra.kafka.log import KafkaEventLog
from infra.kafka.tail import KafkaTail
from infra.kafka.topics import Topic, ensure_topics

__all__ = ["KafkaEventLog", "KafkaTail", "Topic", "ensure_topics"]
