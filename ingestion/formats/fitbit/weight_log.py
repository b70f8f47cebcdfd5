"""Weight, and body fat where the scale or the person gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.times import local_time
from ingestion.formats.numbers import number
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        time = clock.utc(local_time(row["Date"]))
        weight = number(row["WeightKg"])
        yield {"type": "body_weight", "time": time, "value": weight, "unit": "kg"}
        if row["Fat"].strip():
            yield {"type": "body_fat", "time": time, "value": number(row["Fat"]), "unit": "%"}


WEIGHT_LOG = TableFormat(
    name="fitbit.weight_log",
    origin="fitbit",
    columns=("Id", "Date", "WeightKg", "Fat"),
    covers=("body_weight", "body_fat"),
    events=_events,
    person="Id",
)
