"""Steps by the hour. They stand where there are no minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        start, end = clock.hour(local_time(row["ActivityHour"]))
        yield {
            "type": "steps",
            "start": start,
            "end": end,
            "value": number(row["StepTotal"]),
            "unit": "count",
        }


HOURLY_STEPS = TableFormat(
    name="fitbit.hourly_steps",
    origin="fitbit",
    columns=("Id", "ActivityHour", "StepTotal"),
    covers=("steps",),
    events=_events,
    person="Id",
)
