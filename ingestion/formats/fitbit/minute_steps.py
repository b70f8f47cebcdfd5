"""Steps by the minute: one row an hour, sixty columns. An hour is one series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock

_MINUTES = tuple(f"Steps{minute:02}" for minute in range(60))


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        yield {
            "type": "steps",
            "start": clock.utc(local_time(row["ActivityHour"])),
            "interval_ms": 60_000,
            "values": [number(row[minute]) if row[minute] else None for minute in _MINUTES],
            "unit": "count",
        }


MINUTE_STEPS = TableFormat(
    name="fitbit.minute_steps",
    origin="fitbit",
    columns=("Id", "ActivityHour", *_MINUTES),
    covers=("steps",),
    events=_events,
    person="Id",
)
