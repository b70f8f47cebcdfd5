"""Heart rate every 5 to 15 seconds. A person's hour is one series."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row

_Reading = tuple["datetime", float]
_reading: Final = itemgetter("Time", "Value")
_time: Final = itemgetter(0)


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for _, hour in groupby(map(_reading, rows), key=_hour):
        yield from _series(list(hour), clock)


def _hour(reading: _Reading) -> datetime:
    return reading[0].replace(minute=0, second=0)


def _series(hour: list[_Reading], clock: LocalClock) -> Iterator[Event]:
    """Yield an hour's readings in order; a second reading of one instant is a series apart."""
    dealt: list[list[_Reading]] = []
    for _, instant in groupby(sorted(hour, key=_time), key=_time):
        for place, reading in enumerate(instant):
            if place == len(dealt):
                dealt.append([])
            dealt[place].append(reading)

    for series in dealt:
        begin = _time(series[0])
        yield {
            "type": "heart_rate",
            "start": clock.utc(begin),
            "offsets_ms": [round((time - begin).total_seconds() * 1000) for time, _ in series],
            "values": [value for _, value in series],
            "unit": "bpm",
        }


HEART_RATE = fitbit_table(
    "heart_rate",
    "Time",
    {
        "Value": number,
    },
    covers=("heart_rate",),
    events=_events,
)
