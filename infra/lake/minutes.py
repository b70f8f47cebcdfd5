"""Minutes of a person, and what is made of them: hours, and days of what has no day metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from schema.events import Aggregation
from schema.tables import MINUTE
from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.delta.conditions import equals, within
from spark_streaming.delta.standing import newest

if TYPE_CHECKING:
    from datetime import datetime

    from infra.lake.reading import Reading
    from schema.events import EventType

_COLUMNS: Final = (
    *("minute_at", "source_id", "total", "mean", "minimum", "maximum", "count", "batch"),
)
AT: Final = "at"


def read_minutes(reading: Reading, metric: str, begin: datetime, end: datetime) -> pa.Table:
    """Return the minutes that begin within a span and have anything, ascending.

    Returns:
        `at, source_id, total, mean, minimum, maximum, count`.
    """
    versions = reading.rows(
        MINUTE, _COLUMNS, equals("metric", metric), within("minute_at", begin, end)
    )
    rows = newest(versions, ("minute_at",))
    return rows.filter(pc.greater(rows["count"], 0)).rename_columns([AT, *_COLUMNS[1:]])


def gathered(minutes: pa.Table, at: pa.Array, *, by_count: bool) -> pa.Table:
    """Gather minutes into longer stretches, ascending.

    Args:
        minutes: `read_minutes`.
        at: For each minute the stretch it belongs to.
        by_count: Whether a minute weighs as many readings as it has, rather than one.

    Returns:
        `at, total, mean, last, minimum, maximum`.
    """
    weight = minutes["count"] if by_count else pa.array([1] * minutes.num_rows, pa.int64())
    weight = pc.if_else(pc.is_valid(minutes["mean"]), weight, None)
    drawn = pa.table(
        {
            AT: at,
            "total": minutes["total"],
            "weighted": pc.multiply(minutes["mean"], weight),
            "weight": weight,
            "last": minutes["mean"],
            "minimum": minutes["minimum"],
            "maximum": minutes["maximum"],
        }
    )
    sums = (
        drawn.group_by(AT, use_threads=False)
        .aggregate(
            [
                ("total", "sum"),
                ("weighted", "sum"),
                ("weight", "sum"),
                ("last", "last"),
                ("minimum", "min"),
                ("maximum", "max"),
            ]
        )
        .sort_by(AT)
    )
    return pa.table(
        {
            AT: sums[AT],
            "total": sums["total_sum"],
            "mean": pc.divide(sums["weighted_sum"], sums["weight_sum"]),
            "last": sums["last_last"],
            "minimum": sums["minimum_min"],
            "maximum": sums["maximum_max"],
        }
    )


def values_of(kind: EventType, rows: pa.Table) -> pa.ChunkedArray:
    """Return the one number of each stretch, in the canonical unit.

    Args:
        kind: Whose values: amounts are their exact sum, states the last, levels the mean.
        rows: Of `read_minutes` or `gathered`.
    """
    if kind.aggregation is Aggregation.SUM:
        small = float(SMALL_UNIT_PER_CANONICAL[kind.name])
        return pc.divide(pc.cast(rows["total"], pa.float64()), small)
    if kind.aggregation is Aggregation.LAST and "last" in rows.column_names:
        return rows["last"]
    return rows["mean"]
