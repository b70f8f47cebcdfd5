"""Weight, and body fat where the scale or the person gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import check_month_first, local_time
from ingestion.formats.numbers import number, optional_number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        time = clock.utc(row["Date"])
        yield {"type": "body_weight", "time": time, "value": row["WeightKg"], "unit": "kg"}
        if row["Fat"] is not None:
            yield {"type": "body_fat", "time": time, "value": row["Fat"], "unit": "%"}


WEIGHT_LOG = TableFormat(
    name="fitbit.weight_log",
    origin="fitbit",
    columns={
        "Id": str,
        "Date": local_time,
        "WeightKg": number,
        "Fat": optional_number,
    },
    time="Date",
    check_time=check_month_first,
    covers=("body_weight", "body_fat"),
    events=_events,
    person="Id",
)
