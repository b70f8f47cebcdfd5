"""What every door asks and answers: who sends, what was taken, what was refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import msgspec

if TYPE_CHECKING:
    from schema.events.envelope import Door
    from schema.people.devices import SourceKind


@dataclass(frozen=True)
class Sender:
    """Whose body the events speak of, and who says so."""

    user_id: str
    source_id: str
    kind: SourceKind


class Authenticate(Protocol):
    """Tells who sends from the value of an `Authorization` header."""

    async def __call__(self, authorization: str | None) -> Sender:
        """Return the sender; its source is written down, made at first use.

        Raises:
            UnauthenticatedError: No token, or one that is wrong, expired or revoked.
            NotAllowedError: A token that does not open this door.
        """


class Rejection(msgspec.Struct, frozen=True):
    """One event that was not taken; `index` is its place in the message."""

    index: int
    id: str | None
    code: str
    message: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the log confirmed, by event id, and what was refused.

    `duplicates` counts events of this message that say again what was said before, as far as
    the door knows; their ids are among `accepted`.
    """

    accepted: list[str]
    rejected: list[Rejection]
    duplicates: int = 0


class EventDoor(Protocol):
    """The one way in for events, whoever sends them."""

    async def take(
        self, message: bytes, sender: Sender, door: Door, import_id: str | None = None
    ) -> Receipt:
        """Take one event, a JSON array of events, or one a line; answer when it is durable.

        Raises:
            LogUnavailableError: Nothing of the message may be taken as accepted.
        """
