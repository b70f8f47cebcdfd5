"""Ids of what has an identity in the lake but no row of its own: meals, weights, check-ins."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from graph_api.times import FIRST, LAST
from schema.errors import NotFoundError
from schema.events.registry import event_type

if TYPE_CHECKING:
    from schema.ports.lake import StoredRecord

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def epoch_ms(instant: datetime) -> int:
    """Return UTC epoch milliseconds, exactly."""
    since = instant - EPOCH
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def at_ms(milliseconds: int) -> datetime:
    """Return the instant, exactly."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).replace(
        microsecond=milliseconds % 1000 * 1000
    )


Instant = Annotated[int, msgspec.Meta(ge=epoch_ms(FIRST), lt=epoch_ms(LAST))]
"""Epoch milliseconds that can be shown."""


@dataclass(frozen=True)
class Entry:
    """The identity of one record or sample within its person.

    The person is not part of it: whoever asks can only ever mean something of their own.
    """

    type: str
    source_id: str
    record_id: str
    start_ms: int
    end_ms: int

    @classmethod
    def of(cls, stored: StoredRecord) -> Entry:
        """Return the identity of what stands in the lake."""
        return cls(
            type=stored.type,
            source_id=stored.source_id,
            record_id=stored.record_id,
            start_ms=epoch_ms(stored.start_at),
            end_ms=epoch_ms(stored.end_at),
        )

    @property
    def start_at(self) -> datetime:
        """Beginning, UTC."""
        return at_ms(self.start_ms)

    @property
    def id(self) -> str:
        """The id that clients hold; opaque to them."""
        packed = msgspec.json.encode(list(asdict(self).values()))
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Entry:
        """Return the identity that an id stands for.

        Raises:
            NotFoundError: It is none.
        """
        try:
            packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            parts = msgspec.json.decode(packed, type=tuple[str, str, str, Instant, Instant])
        except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
            raise NotFoundError("there is no entry of that id") from error
        return cls(*parts)

    def retraction(self) -> dict[str, Any]:
        """Return the event that takes the entry back."""
        event: dict[str, Any] = {"type": self.type, "operation": "retract"}
        if self.record_id:
            event["id"] = self.record_id
        if event_type(self.type).is_interval:
            return event | {
                "start": self.start_at.isoformat(),
                "end": at_ms(self.end_ms).isoformat(),
            }
        return event | {"time": self.start_at.isoformat()}
