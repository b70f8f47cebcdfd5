"""The log, as Kafka keeps it."""

from __future__ import annotations

import socket
from functools import cached_property
from typing import TYPE_CHECKING

from infra.composition.parts import Parts

if TYPE_CHECKING:
    from infra.kafka import KafkaEventLog, KafkaTail, Topic


class LogParts(Parts):
    """Appending to the log, and following it."""

    @cached_property
    def log(self) -> KafkaEventLog:
        """Appends to the log."""
        from infra.kafka import KafkaEventLog

        return KafkaEventLog(self.settings.kafka_url)

    def tail(
        self, topics: list[Topic], role: str, *, rewind_s: float | None = None
    ) -> KafkaTail:
        """Follow the log on behalf of a role."""
        from infra.kafka import KafkaTail

        return KafkaTail(
            self.settings.kafka_url,
            topics,
            group=role,
            member=f"{role}@{socket.gethostname()}",
            rewind_s=rewind_s,
        )
