"""A metric over time, at the grain asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from infra.lake.calendar import read_calendar
from infra.lake.days import read_days
from infra.lake.instants import instants
from infra.lake.minutes import AT, gathered, read_minutes, values_of
from infra.lake.observations import standing
from schema.errors import UnknownTypeError
from schema.events import EVENT_TYPES, Aggregation
from schema.metrics import DAY_METRICS
from schema.ports.lake import SeriesColumns
from spark_streaming.delta.conditions import equals, within

if TYPE_CHECKING:
    from datetime import date

    from infra.lake.calendar import Calendar
    from infra.lake.reading import Reading
    from schema.events import EventType

_LEVEL_OF: Final = {"mean_heart_rate": "heart_rate", "maximum_heart_rate": "heart_rate"}
"""Quantities of a day that minutes and hours have as well."""

_NO_CATEGORIES: Final = frozenset({Aggregation.STAGE, Aggregation.RECORD})
_HOUR: Final = timedelta(hours=1)
_INSTANT: Final = timedelta(milliseconds=1)
_ONE_DAY: Final = timedelta(days=1)


def read_series(
    reading: Reading, metric: str, begin: datetime, end: datetime, resolution: str
) -> SeriesColumns:
    """Return a metric from `begin` to just before `end`.

    RAW is every reading that stands, of all sources, believed or not. Hours and days that the
    span touches are whole; an hour is one of UTC, a day begins at the person's midnight. What
    is known of days only is answered in days whatever the resolution.

    Raises:
        UnknownTypeError: It is neither an event type with values nor a quantity of a day.
    """
    kind = EVENT_TYPES.get(_LEVEL_OF.get(metric, metric))
    has_values = kind is not None and kind.aggregation not in _NO_CATEGORIES
    if not has_values and metric not in DAY_METRICS:
        raise UnknownTypeError(metric, [*EVENT_TYPES, *DAY_METRICS])
    if kind is None or not has_values:
        return _of_days(reading, metric, begin, end)
    if resolution == "RAW":
        return _raw(reading, metric, kind, begin, end)
    if resolution == "DAY":
        if metric in DAY_METRICS:
            return _of_days(reading, metric, begin, end)
        return _days_of_minutes(reading, kind, begin, end)
    return _of_minutes(reading, metric, kind, (begin, end), resolution)


def _raw(
    reading: Reading, metric: str, kind: EventType, begin: datetime, end: datetime
) -> SeriesColumns:
    which = equals("type", kind.name), within("start_at", begin, end)
    rows = standing(reading, *which, is_record=False).sort_by("start_at")
    rows = rows.filter(pc.is_valid(rows["value"]))
    return SeriesColumns(
        metric=metric,
        unit=kind.unit,
        times=instants(rows["start_at"]),
        values=rows["value"].to_pylist(),
        minimum=None,
        maximum=None,
        sources=_sources(rows),
    )


def _of_minutes(
    reading: Reading,
    metric: str,
    kind: EventType,
    span: tuple[datetime, datetime],
    resolution: str,
) -> SeriesColumns:
    if resolution == "MINUTE":
        minutes = rows = read_minutes(reading, kind.name, *span)
    else:
        begin = span[0].astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        end = (span[1].astimezone(UTC) + _HOUR - _INSTANT).replace(
            minute=0, second=0, microsecond=0
        )
        minutes = read_minutes(reading, kind.name, begin, end)
        rows = gathered(minutes, pc.floor_temporal(minutes[AT], unit="hour"), by_count=True)
    return _columns(metric, kind, rows, _sources(minutes))


def _of_days(reading: Reading, metric: str, begin: datetime, end: datetime) -> SeriesColumns:
    calendar = read_calendar(reading)
    first, last = _days_of(calendar, begin, end)
    days = read_days(reading, first, last, metric)
    known = [
        (calendar.begin_of(day), said[metric].value)
        for day, said in days.items()
        if said[metric].value is not None
    ]
    return SeriesColumns(
        metric=metric,
        unit=DAY_METRICS[metric].unit,
        times=[at for at, _ in known],
        values=[value for _, value in known if value is not None],
        minimum=None,
        maximum=None,
        sources=[],
    )


def _days_of_minutes(
    reading: Reading, kind: EventType, begin: datetime, end: datetime
) -> SeriesColumns:
    calendar = read_calendar(reading)
    first, last = _days_of(calendar, begin, end)
    first_at, last_at = calendar.begin_of(first), calendar.begin_of(last)
    around = first_at - _ONE_DAY, last_at + 2 * _ONE_DAY
    minutes = read_minutes(reading, kind.name, *around)
    at = _begins_of_days(minutes[AT], calendar)
    is_asked = pc.and_(pc.greater_equal(at, first_at), pc.less_equal(at, last_at))
    minutes, at = minutes.filter(is_asked), at.filter(is_asked)
    return _columns(kind.name, kind, gathered(minutes, at, by_count=False), _sources(minutes))


def _days_of(calendar: Calendar, begin: datetime, end: datetime) -> tuple[date, date]:
    """Return the first and the last day of a span; a move may lead to the day before."""
    first, last = sorted((calendar.day_of(begin), calendar.day_of(end - _INSTANT)))
    return first, last


def _begins_of_days(times: pa.ChunkedArray, calendar: Calendar) -> pa.Array:
    """Return for each time the beginning of its day, looked up once for each quarter."""
    times = times.combine_chunks()
    near = pc.floor_temporal(times, multiple=15, unit="minute")
    for move in calendar.moves():
        in_quarter = pc.and_(pc.greater_equal(times, move), pc.less(near, move))
        near = pc.if_else(in_quarter, pa.scalar(move, near.type), near)
    coded = near.dictionary_encode()
    placed = [calendar.begin_of(calendar.day_of(at)) for at in coded.dictionary.to_pylist()]
    return pa.array(placed, times.type).take(coded.indices)


def _columns(metric: str, kind: EventType, rows: pa.Table, sources: list[str]) -> SeriesColumns:
    has_range = kind.aggregation is not Aggregation.SUM
    values = rows["maximum"] if metric == "maximum_heart_rate" else values_of(kind, rows)
    return SeriesColumns(
        metric=metric,
        unit=kind.unit,
        times=instants(rows[AT]),
        values=values.to_pylist(),
        minimum=rows["minimum"].to_pylist() if has_range else None,
        maximum=rows["maximum"].to_pylist() if has_range else None,
        sources=sources,
    )


def _sources(rows: pa.Table) -> list[Any]:
    return sorted(pc.unique(rows["source_id"]).to_pylist())
