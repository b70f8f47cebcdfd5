"""Sleep of a day, night and naps together: Fitbit's own summary, one for each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.fitbit.times import DAY
from ingestion.formats.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row


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


SLEEP_DAY = fitbit_table(
    "sleep_day",
    "SleepDay",
    {
        "TotalMinutesAsleep": number,
        "TotalTimeInBed": number,
    },
    covers=("sleep",),
    events=_events,
)
