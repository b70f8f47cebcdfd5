"""A person's local days, in the zones that held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from schema.facts import FactKind
from schema.tables import FACT
from spark_streaming.delta.conditions import equals
from spark_streaming.delta.standing import newest

if TYPE_CHECKING:
    from infra.lake.reading import Reading

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The zones of a person, each with the instant since when it holds.

    The first held before too. Whoever has none lives by UTC.
    """

    zones: tuple[tuple[datetime, ZoneInfo], ...] = ()

    def day_of(self, instant: datetime) -> date:
        """Return the day on the person's wall at an instant."""
        return instant.astimezone(self._zone_at(instant)).date()

    def begin_of(self, day: date) -> datetime:
        """Return the instant at which a day began, UTC."""
        noon = datetime.combine(day, time(12), UTC)
        zone = self._zone_at(noon)
        begin = datetime.combine(day, time(), zone).astimezone(UTC)
        earlier_zone = self._zone_at(begin)
        if earlier_zone is zone:
            return begin
        return datetime.combine(day, time(), earlier_zone).astimezone(UTC)

    def begins(self, first: date, last: date) -> list[datetime]:
        """Return the beginnings of the days of a span, ends included."""
        days = (last - first).days + 1
        return [self.begin_of(first + _ONE_DAY * number) for number in range(days)]

    def _zone_at(self, instant: datetime) -> ZoneInfo:
        held = [zone for since, zone in self.zones if since <= instant]
        if held:
            return held[-1]
        return self.zones[0][1] if self.zones else ZoneInfo("UTC")


def read_calendar(reading: Reading) -> Calendar:
    """Return the person's calendar."""
    versions = reading.rows(
        FACT,
        ("valid_from", "payload", "batch", "sequence"),
        equals("kind", FactKind.TIME_ZONE),
    )
    rows = newest(versions, ("valid_from",), ("batch", "sequence"))
    return Calendar(
        tuple(
            (since, ZoneInfo(msgspec.json.decode(payload)["zone"]))
            for since, payload in zip(
                rows["valid_from"].to_pylist(), rows["payload"].to_pylist(), strict=True
            )
        )
    )
