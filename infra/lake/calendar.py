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
_EVER = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


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
        """Return the first instant of a day, UTC: its midnight, or a move that led into it.

        A day that a move left out begins where it would have.
        """
        untils = [*self.moves(), _NEVER]
        lived = [(_EVER, self._zone_at(_EVER)), *self.zones[1:]]
        begins = [
            max(since, midnight)
            for (since, zone), until in zip(lived, untils, strict=True)
            if (midnight := _midnight(day, zone)) < until
            and since < _midnight(day + _ONE_DAY, zone)
        ]
        noon = datetime.combine(day, time(12), UTC)
        return min(begins, default=_midnight(day, self._zone_at(noon)))

    def moves(self) -> list[datetime]:
        """Return when the zone changed, ascending."""
        return [since for since, _ in self.zones[1:]]

    def _zone_at(self, instant: datetime) -> ZoneInfo:
        held = [zone for since, zone in self.zones if since <= instant]
        if held:
            return held[-1]
        return self.zones[0][1] if self.zones else ZoneInfo("UTC")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


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
