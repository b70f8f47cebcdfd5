"""Sleep of a day, night and naps together: Fitbit's own summary, one for each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import DAY, check_month_first, local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        day = row["SleepDay"]
        yield {
            "id": f"sleep-day-{day.date().isoformat()}",
            "type": "sleep",
            "start": clock.midnight(day),
            "end": clock.midnight(day + DAY),
            "asleep_minutes": row["TotalMinutesAsleep"],
            "in_bed_minutes": row["TotalTimeInBed"],
        }


SLEEP_DAY = TableFormat(
    name="fitbit.sleep_day",
    origin="fitbit",
    columns={
        "Id": str,
        "SleepDay": local_time,
        "TotalMinutesAsleep": number,
        "TotalTimeInBed": number,
    },
    time="SleepDay",
    check_time=check_month_first,
    covers=("sleep",),
    events=_events,
    person="Id",
)
