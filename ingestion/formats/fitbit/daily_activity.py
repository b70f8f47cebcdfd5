"""A day's steps, distance and energy. They stand where there is nothing finer.

A day without a step was not worn: its zeros are no measurement, and are left out. Its energy
stays, which is rest as Fitbit reckons it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.fitbit.times import DAY
from ingestion.formats.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row

_QUANTITIES: Final = (
    ("TotalSteps", "steps", "count"),
    ("TotalDistance", "distance", "km"),
    ("Calories", "total_energy", "kcal"),
)
_NOT_WORN: Final = frozenset({"steps", "distance"})


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        day = row["ActivityDate"]
        is_worn = row["TotalSteps"] > 0
        for column, name, unit in _QUANTITIES:
            if is_worn or name not in _NOT_WORN:
                yield {
                    "type": name,
                    "start": clock.midnight(day),
                    "end": clock.midnight(day + DAY),
                    "value": row[column],
                    "unit": unit,
                }


DAILY_ACTIVITY = fitbit_table(
    "daily_activity",
    "ActivityDate",
    {column: number for column, _, _ in _QUANTITIES},
    covers=tuple(name for _, name, _ in _QUANTITIES),
    events=_events,
)
