"""Intensity by the minute, 0 to 3. Recognised and left out.

The classes are Fitbit's own and their bounds unpublished: they are no quantity of this house,
and no energy, heart rate or load follows from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row


def _events(_rows: Iterable[Row], _clock: LocalClock) -> Iterator[Event]:
    yield from ()


MINUTE_INTENSITIES = fitbit_table(
    "minute_intensities",
    "ActivityHour",
    {
        "Intensity00": number,
        "Intensity59": number,
    },
    covers=(),
    events=_events,
)
