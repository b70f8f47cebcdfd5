"""A person's days at one manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as ds

from schema.metrics import DAY_METRICS
from schema.ports.lake import DayValue
from schema.tables import DAY

if TYPE_CHECKING:
    from datetime import date, datetime

    from infra.lake.tables import LakeTables


def read_days(
    tables: LakeTables,
    user_id: str,
    first: date,
    last: date,
    as_of: datetime | None = None,
) -> dict[date, dict[str, DayValue]]:
    """Return the metrics of each day that has any; of the versions of one, the newest."""
    batches = tables.newest_batches(as_of)
    between = (ds.field("date") >= first) & (ds.field("date") <= last)
    rows = tables.read(DAY, user_id, between)

    newest: dict[tuple[date, str], dict[str, Any]] = {}
    for row in rows.select(["date", "metric", "value", "detail", "batch"]).to_pylist():
        if row["batch"] > _committed(batches, row["metric"]):
            continue
        key = (row["date"], row["metric"])
        if key not in newest or row["batch"] > newest[key]["batch"]:
            newest[key] = row

    found: dict[date, dict[str, DayValue]] = {}
    for (day, metric), row in newest.items():
        detail = json.loads(row["detail"]) if row["detail"] else {}
        if row["value"] is not None or detail:
            found.setdefault(day, {})[metric] = DayValue(row["value"], detail)
    return found


def _committed(batches: Any, metric: str) -> int:
    known = DAY_METRICS.get(metric)
    newest: int = batches.get(known.stream if known else "quick", -1)
    return newest
