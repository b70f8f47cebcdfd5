"""What a device has measured and the house has not named yet."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from schema.errors import LogUnavailableError
from schema.ports.doors import Rejection  # noqa: TC001  msgspec reads it

if TYPE_CHECKING:
    from collections.abc import Sequence

Event = dict[str, Any]

_MOST_KEPT: Final = 20_000
_MOST_AT_ONCE: Final = 200
_AGAIN_AFTER_S: Final = 5.0


class Answer(msgspec.Struct):
    """What stands on `devices/{id}/acks`."""

    accepted: list[str] = []
    rejected: list[Rejection] = []

    @property
    def refused(self) -> list[Rejection]:
        """What the house will never take; the rest of the rejected is to be sent again."""
        return [one for one in self.rejected if one.code != LogUnavailableError.code]


class _Kept(NamedTuple):
    event: Event
    first_sent_s: float
    last_sent_s: float


class KeptEvents:
    """Events by id until an answer names them; sent from one thread, answered on another.

    Beyond a bound the oldest is given up.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many wait for their answer."""
        return len(self._kept)

    def keep(self, events: Sequence[Event]) -> None:
        """Keep events that are being sent now."""
        now = time.monotonic()
        with self._lock:
            for event in events:
                self._kept[event["id"]] = _Kept(event, now, now)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)

    def due_again(self) -> list[Event]:
        """Return what has waited for its answer for some seconds, as sent once more now."""
        now = time.monotonic()
        with self._lock:
            due = [
                (event_id, kept)
                for event_id, kept in self._kept.items()
                if now - kept.last_sent_s >= _AGAIN_AFTER_S
            ][:_MOST_AT_ONCE]
            for event_id, kept in due:
                self._kept[event_id] = kept._replace(last_sent_s=now)
        return [kept.event for _, kept in due]

    def settle(self, answer: Answer) -> list[float]:
        """Let go of what an answer names; return how long each of the accepted took, in s."""
        now = time.monotonic()
        with self._lock:
            named = [self._kept.pop(event_id, None) for event_id in answer.accepted]
            for rejection in answer.refused:
                self._kept.pop(rejection.id or "", None)
        return [now - kept.first_sent_s for kept in named if kept is not None]

    def oldest(self) -> Event | None:
        """Return the first that waits; null if none does."""
        with self._lock:
            return next((kept.event for kept in self._kept.values()), None)
