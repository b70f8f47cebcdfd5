"""Energy by the hour, gross: what rest costs is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import check_month_first, local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock


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


HOURLY_CALORIES = TableFormat(
    name="fitbit.hourly_calories",
    origin="fitbit",
    columns={
        "Id": str,
        "ActivityHour": local_time,
        "Calories": number,
    },
    time="ActivityHour",
    check_time=check_month_first,
    covers=("total_energy",),
    events=_events,
    person="Id",
)
