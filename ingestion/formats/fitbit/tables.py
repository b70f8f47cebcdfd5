"""What Fitbit's tables have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingestion.formats.fitbit.times import check_month_first, local_time
from ingestion.formats.table import Event, Row, TableFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ingestion.formats.clock import LocalClock


def fitbit_table(
    kind: str,
    time: str,
    columns: Mapping[str, Callable[[str], Any]],
    covers: tuple[str, ...],
    events: Callable[[Iterable[Row], LocalClock], Iterator[Event]],
) -> TableFormat:
    """Return the format of a table of many people, with a local time in each row.

    Args:
        kind: What it is called, after `fitbit.`.
        time: The column of a row's time.
        columns: The others, each with how its cells are read.
        covers: The event types that come of it.
        events: Rows to events.
    """
    return TableFormat(
        name=f"fitbit.{kind}",
        origin="fitbit",
        columns={"Id": str, time: local_time, **columns},
        time=time,
        check_time=check_month_first,
        covers=covers,
        events=events,
        person="Id",
    )
