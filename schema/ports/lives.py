"""What everybody did and how they lived, for who learns from all; no person may ask this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from schema.ports.lake import StoredRecord


@dataclass(frozen=True)
class Deed:
    """A workout somebody did, or a meal they ate."""

    user_id: str
    record: StoredRecord


class Lives(Protocol):
    """Everybody's lake at one manifest. Each call reads whole tables: not for an event loop."""

    @property
    def batch(self) -> int:
        """The newest batch of what people did; -1 in an empty lake."""

    def deeds(self) -> Sequence[Deed]:
        """Return every workout and meal that stands, in no particular order."""

    def features(self, as_of: date) -> Mapping[str, Mapping[str, float]]:
        """Return each person's features as they were on a day, where they were recent."""


class LivesFeed(Protocol):
    """Where lives are read."""

    def lives(self) -> Lives:
        """Return the lake at its newest manifest, to which all further reads are held."""

    def deeds_since(self, batch: int) -> int:
        """Return how many tellings of workouts and meals came after a batch."""
