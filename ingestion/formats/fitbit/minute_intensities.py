"""Intensity by the minute, 0 to 3. Recognised and left out.

The classes are Fitbit's own and their bounds unpublished: they are no quantity of this house,
and no energy, heart rate or load follows from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import check_month_first, local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock


def _events(_rows: Iterable[Row], _clock: LocalClock) -> Iterator[Event]:
    yield from ()


MINUTE_INTENSITIES = TableFormat(
    name="fitbit.minute_intensities",
    origin="fitbit",
    columns={
        "Id": str,
        "ActivityHour": local_time,
        "Intensity00": number,
        "Intensity59": number,
    },
    time="ActivityHour",
    check_time=check_month_first,
    covers=(),
    events=_events,
    person="Id",
)
