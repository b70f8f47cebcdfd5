"""How every Kafka client of the house connects, and what it says when it cannot."""

from __future__ import annotations

import logging
import time
from typing import Any, Final

from confluent_kafka import KafkaError

_log = logging.getLogger(__name__)

_CRITICAL: Final = 2
"""Of syslog: librdkafka says each refused connection."""

_AGAIN_AFTER_S: Final = 30.0


def connecting(bootstrap_servers: str) -> dict[str, Any]:
    """Return the configuration that all clients share."""
    return {
        "bootstrap.servers": bootstrap_servers,
        "socket.nagle.disable": True,
        "reconnect.backoff.ms": 50,
        "reconnect.backoff.max.ms": 1000,
        "log_level": _CRITICAL,
        "error_cb": _Said().hear,
    }


class _Said:
    """Says that no broker answers, and says it again only after a while."""

    def __init__(self) -> None:
        self._said_at = -_AGAIN_AFTER_S

    def hear(self, error: KafkaError) -> None:
        """Hear of an error of one client."""
        is_away = error.code() == KafkaError._ALL_BROKERS_DOWN  # noqa: SLF001
        if error.fatal() or (is_away and time.monotonic() - self._said_at > _AGAIN_AFTER_S):
            self._said_at = time.monotonic()
            _log.warning("Kafka: %s", error.str())
