"""Steps by the hour. They stand where there are no minutes."""

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
            "type": "steps",
            "start": start,
            "end": end,
            "value": row["StepTotal"],
            "unit": "count",
        }


HOURLY_STEPS = TableFormat(
    name="fitbit.hourly_steps",
    origin="fitbit",
    columns={
        "Id": str,
        "ActivityHour": local_time,
        "StepTotal": number,
    },
    time="ActivityHour",
    check_time=check_month_first,
    covers=("steps",),
    events=_events,
    person="Id",
)
