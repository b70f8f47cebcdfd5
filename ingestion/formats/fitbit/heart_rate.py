"""Heart rate every 5 to 15 seconds. A person's hour is one series."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ingestion.formats.clock import LocalClock

_Reading = tuple["datetime", float]


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    readings = ((local_time(row["Time"]), number(row["Value"])) for row in rows)
    for _, hour in groupby(readings, key=_hour):
        yield from _series(list(hour), clock)


def _hour(reading: _Reading) -> datetime:
    return reading[0].replace(minute=0, second=0)


def _series(hour: list[_Reading], clock: LocalClock) -> Iterator[Event]:
    """Yield an hour's readings in order; a second reading of one instant is a series apart."""
    ordered = sorted(hour, key=lambda reading: reading[0])
    again: list[_Reading] = []
    kept: list[_Reading] = []
    for reading in ordered:
        (again if kept and kept[-1][0] == reading[0] else kept).append(reading)

    begin = kept[0][0]
    yield {
        "type": "heart_rate",
        "start": clock.utc(begin),
        "offsets_ms": [round((time - begin).total_seconds() * 1000) for time, _ in kept],
        "values": [value for _, value in kept],
        "unit": "bpm",
    }
    if again:
        yield from _series(again, clock)


HEART_RATE = TableFormat(
    name="fitbit.heart_rate",
    origin="fitbit",
    columns=("Id", "Time", "Value"),
    covers=("heart_rate",),
    events=_events,
    person="Id",
)
