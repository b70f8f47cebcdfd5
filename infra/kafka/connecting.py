"""How every Kafka client of the house connects, and what it says when it cannot."""

from __future__ import annotations

import logging
from typing import Any, Final

from confluent_kafka import KafkaError

_log = logging.getLogger(__name__)

_CRITICAL: Final = 2
"""Of syslog: librdkafka says each refused connection; what is said here is said once."""


def connecting(bootstrap_servers: str) -> dict[str, Any]:
    """Return the configuration that all clients share."""
    return {
        "bootstrap.servers": bootstrap_servers,
        "socket.nagle.disable": True,
        "reconnect.backoff.ms": 50,
        "reconnect.backoff.max.ms": 1000,
        "log_level": _CRITICAL,
        "error_cb": _say,
    }


def _say(error: KafkaError) -> None:
    if error.code() == KafkaError._ALL_BROKERS_DOWN or error.fatal():  # noqa: SLF001
        _log.warning("Kafka: %s", error.str())
