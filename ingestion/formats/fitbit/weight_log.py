"""Weight, and body fat where the scale or the person gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.formats.fitbit.tables import fitbit_table
from ingestion.formats.numbers import number, optional_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, Row


def _events(rows: Iterable[Row], clock: LocalClock) -> Iterator[Event]:
    for row in rows:
        time = clock.utc(row["Date"])
        yield {"type": "body_weight", "time": time, "value": row["WeightKg"], "unit": "kg"}
        if row["Fat"] is not None:
            yield {"type": "body_fat", "time": time, "value": row["Fat"], "unit": "%"}


WEIGHT_LOG = fitbit_table(
    "weight_log",
    "Date",
    {
        "WeightKg": number,
        "Fat": optional_number,
    },
    covers=("body_weight", "body_fat"),
    events=_events,
)
