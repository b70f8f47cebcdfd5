"""A metric over time, raw or on a grain."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as ds

from infra.lake.days import read_days
from infra.lake.records import read_samples
from schema.events import EVENT_TYPES, Aggregation
from schema.metrics import DAY_METRICS
from schema.ports.lake import SeriesColumns
from schema.tables import MINUTE
from schema.units import SMALL_UNIT_PER_CANONICAL

if TYPE_CHECKING:
    from infra.lake.tables import LakeTables

Span = tuple[datetime, datetime]
Row = dict[str, Any]


def read_series(
    tables: LakeTables, user_id: str, metric: str, span: Span, resolution: str
) -> SeriesColumns:
    """Return a metric between two instants; resolution RAW, MINUTE, HOUR or DAY."""
    if resolution == "DAY" and metric in DAY_METRICS:
        return _by_day(tables, user_id, metric, span)
    if resolution == "RAW":
        return _raw(tables, user_id, metric, span)
    step = {"MINUTE": 60, "HOUR": 3600, "DAY": 86_400}[resolution]
    return _by_grain(_minutes(tables, user_id, metric, span), metric, step)


def _raw(tables: LakeTables, user_id: str, metric: str, span: Span) -> SeriesColumns:
    rows = [
        row for row in read_samples(tables, user_id, metric, *span) if row["value"] is not None
    ]
    return SeriesColumns(
        metric=metric,
        unit=_unit(metric),
        times=[row["start_at"] for row in rows],
        values=[row["value"] for row in rows],
        minimum=None,
        maximum=None,
        sources=[row["source_id"] for row in rows],
    )


def _by_day(tables: LakeTables, user_id: str, metric: str, span: Span) -> SeriesColumns:
    found = read_days(tables, user_id, span[0].date(), span[1].date())
    values = {
        day: metrics[metric].value
        for day, metrics in sorted(found.items())
        if metric in metrics and metrics[metric].value is not None
    }
    return SeriesColumns(
        metric=metric,
        unit=_unit(metric),
        times=[datetime.combine(day, time(), UTC) for day in values],
        values=[value for value in values.values() if value is not None],
        minimum=None,
        maximum=None,
        sources=[],
    )


def _minutes(tables: LakeTables, user_id: str, metric: str, span: Span) -> list[Row]:
    committed = tables.newest_batches().get("quick", -1)
    where = (
        (ds.field("metric") == metric)
        & (ds.field("minute_at") >= span[0] - timedelta(minutes=1))
        & (ds.field("minute_at") < span[1])
        & (ds.field("batch") <= committed)
    )
    newest: dict[datetime, Row] = {}
    for row in tables.read(MINUTE, user_id, where).to_pylist():
        kept = newest.get(row["minute_at"])
        if kept is None or row["batch"] > kept["batch"]:
            newest[row["minute_at"]] = row
    standing = [row for row in newest.values() if row["count"]]
    return sorted(standing, key=lambda row: row["minute_at"])


def _by_grain(minutes: list[Row], metric: str, step_s: int) -> SeriesColumns:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in minutes:
        groups[int(row["minute_at"].timestamp()) // step_s * step_s].append(row)

    is_sum = EVENT_TYPES[metric].aggregation is Aggregation.SUM
    whole = SMALL_UNIT_PER_CANONICAL.get(metric, 1)
    if is_sum:
        values = [sum(row["total"] for row in rows) / whole for rows in groups.values()]
    else:
        values = [_mean(rows) for rows in groups.values()]
    return SeriesColumns(
        metric=metric,
        unit=_unit(metric),
        times=[datetime.fromtimestamp(at, UTC) for at in groups],
        values=values,
        minimum=None if is_sum else [min(r["minimum"] for r in g) for g in groups.values()],
        maximum=None if is_sum else [max(r["maximum"] for r in g) for g in groups.values()],
        sources=sorted({row["source_id"] for row in minutes}),
    )


def _mean(rows: list[Row]) -> float:
    count = sum(row["count"] for row in rows)
    return float(sum(row["mean"] * row["count"] for row in rows) / count)


def _unit(metric: str) -> str:
    kind = EVENT_TYPES.get(metric)
    return kind.unit if kind else DAY_METRICS[metric].unit
