"""A life as its sensors and its person report it: events in the shapes of the contract."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from ingestion.simulator.sayings import check_in, meal, night, weighing, workout
from ingestion.simulator.wall_clock import MINUTE, WallClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingestion.simulator.day import SimulatedDay
    from ingestion.simulator.life import Life

Event = dict[str, Any]

_HOUR_MIN = 60
_MINUTE_MS = 60_000
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Speaker(Enum):
    """Who reports."""

    WATCH = auto()
    SCALE = auto()
    PERSON = auto()


class Report(NamedTuple):
    """One event, and who says so."""

    speaker: Speaker
    event: Event


def reports_between(life: Life, since: datetime, until: datetime) -> Iterator[Report]:
    """Yield what becomes known of a life after one instant and up to another.

    A minute is known at its end, a night on waking, a workout when it is over. Asked in pieces
    or at once, the same is said.
    """
    zone = ZoneInfo(life.persona.timezone)
    on = max(since.astimezone(zone).date(), life.first)
    while on <= until.astimezone(zone).date():
        yield from reports_of(life.day(on), since, until)
        on += timedelta(days=1)


def reports_of(
    day: SimulatedDay, since: datetime = LONG_AGO, until: datetime | None = None
) -> Iterator[Report]:
    """Yield what becomes known of one day after one instant and up to another.

    Without an end all of it is told, whatever time it is.
    """
    clock = WallClock(day.date, day.persona.timezone)
    until = until or clock.at(2 * 24 * _HOUR_MIN)
    for event in _minutes(day, clock, since, until):
        yield Report(Speaker.WATCH, event)
    for known_at, report in _happenings(day, clock):
        if since < known_at <= until:
            yield report


def _happenings(day: SimulatedDay, clock: WallClock) -> Iterator[tuple[datetime, Report]]:
    """Yield what is known all at once, with when."""
    wakes_at = clock.at(day.night.wakes_min)
    for event in night(day, clock):
        yield wakes_at, Report(Speaker.WATCH, event)
    for bout in day.bouts:
        yield clock.at(bout.end_min), Report(Speaker.WATCH, workout(day, bout, clock))
    for known_at, event in weighing(day, clock):
        yield known_at, Report(Speaker.SCALE, event)
    for known_at, event in (*meal(day, clock), *check_in(day, clock)):
        yield known_at, Report(Speaker.PERSON, event)


def _minutes(
    day: SimulatedDay, clock: WallClock, since: datetime, until: datetime
) -> Iterator[Event]:
    """Yield an hour at a time: heart rate, and what adds up where there is any."""
    for hour in range(0, len(day.steps), _HOUR_MIN):
        for start in clock.instants(hour):
            first = max(0, (since - start) // MINUTE)
            last = min(_HOUR_MIN, (until - start) // MINUTE)
            if first < last:
                span = slice(hour + first, hour + last)
                yield from _hour(day, (start + first * MINUTE).isoformat(), span)


def _hour(day: SimulatedDay, start: str, span: slice) -> Iterator[Event]:
    yield _series("heart_rate", "bpm", start, day.heart_rate_bpm[span].tolist())
    for name, unit, values in (
        ("steps", "count", day.steps[span].tolist()),
        ("active_energy", "kcal", day.active_kcal[span].tolist()),
    ):
        if any(values):
            yield _series(name, unit, start, [value or None for value in values])


def _series(name: str, unit: str, start: str, values: list[float | None]) -> Event:
    return {
        "type": name,
        "start": start,
        "interval_ms": _MINUTE_MS,
        "values": values,
        "unit": unit,
    }
