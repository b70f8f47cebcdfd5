"""Steps by the minute: one row an hour, sixty columns. An hour is one series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.numbers import optional_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row

_MINUTES = tuple(f"Steps{minute:02}" for minute in range(60))


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        yield {
            "type": "steps",
            "start": clock.utc(row["ActivityHour"]),
            "interval_ms": 60_000,
            "values": [row[minute] for minute in _MINUTES],
            "unit": "count",
        }


MINUTE_STEPS = fitbit_table(
    "minute_steps",
    "ActivityHour",
    dict.fromkeys(_MINUTES, optional_number),
    covers=("steps",),
    events=_events,
)
