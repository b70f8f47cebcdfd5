"""Steps by the hour. They stand where there are no minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        start, end = clock.hour(row["ActivityHour"])
        yield {
            "type": "steps",
            "start": start,
            "end": end,
            "value": row["StepTotal"],
            "unit": "count",
        }


HOURLY_STEPS = fitbit_table(
    "hourly_steps",
    "ActivityHour",
    {
        "StepTotal": number,
    },
    covers=("steps",),
    events=_events,
)
