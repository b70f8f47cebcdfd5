"""Reading the log as it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class LogEntry(NamedTuple):
    """One message of the log."""

    topic: str
    value: bytes


class LogTail(Protocol):
    """Follows topics of the log; entries of one key come in their order, at least once."""

    def batches(self) -> AsyncIterator[list[LogEntry]]:
        """Yield what came in, without waiting for a batch to fill.

        Asking for the next batch says that the one before is done with.
        """
