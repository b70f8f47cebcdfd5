"""Energy by the hour, gross: what rest costs is in it."""

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
            "type": "total_energy",
            "start": start,
            "end": end,
            "value": row["Calories"],
            "unit": "kcal",
        }


HOURLY_CALORIES = fitbit_table(
    "hourly_calories",
    "ActivityHour",
    {
        "Calories": number,
    },
    covers=("total_energy",),
    events=_events,
)
