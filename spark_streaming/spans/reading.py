"""Days and standing values of some people, as the computation takes them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from spark_streaming.delta.standing import newest
from spark_streaming.spans.history import History, RecordedDay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pyarrow as pa

_OF_DETAIL: Final = {
    "sleep_duration": {
        "awake_min": "awake_minutes",
        "deep_min": "deep_minutes",
        "rem_min": "rem_minutes",
        "in_bed_min": "in_bed_minutes",
        "bedtime_min": "bedtime_min",
    },
    "energy_in": {"meals": "meals"},
}
"""By metric: under which name what of its detail stands beside the values."""

_WITH_LOADS: Final = "workout_load"

Standing = dict[str, dict[tuple[Any, ...], tuple[float | None, str | None]]]
"""By person, then by the rest of the key: value and detail of the version that stands."""


def histories(versions: pa.Table) -> dict[str, History]:
    """Gather the recorded days of each person: those on which anything has a value.

    Args:
        versions: Rows of `gold/day` of the quick stream's metrics.
    """
    return {
        user_id: _history(standing)
        for user_id, standing in standing_values(versions, ("date", "metric")).items()
    }


def standing_values(versions: pa.Table, key: Sequence[str]) -> Standing:
    """Gather the values that stand, by person and key.

    Args:
        versions: Rows of `gold/day`, or of `gold/feature`, which has no `detail`.
        key: What a row is a version of, besides the person.
    """
    rows = newest(versions, ("user_id", *key))
    places = zip(*(rows[name].to_pylist() for name in key), strict=True)
    has_details = "detail" in rows.column_names
    details = rows["detail"].to_pylist() if has_details else [None] * rows.num_rows
    users, values = rows["user_id"].to_pylist(), rows["value"].to_pylist()
    standing: Standing = defaultdict(dict)
    for user_id, place, value, detail in zip(users, places, values, details, strict=True):
        standing[user_id][place] = value, detail
    return standing


def _history(standing: Mapping[tuple[Any, ...], tuple[float | None, str | None]]) -> History:
    values: dict[date, dict[str, float]] = defaultdict(dict)
    loads: dict[date, dict[str, float]] = {}
    for (day, metric), (value, detail) in standing.items():
        if value is None:
            continue
        values[day][metric] = value
        if detail and metric == _WITH_LOADS:
            loads[day] = json.loads(detail).get("load_by_kind") or {}
        elif detail and metric in _OF_DETAIL:
            told = json.loads(detail)
            beside = {name: told.get(said) for name, said in _OF_DETAIL[metric].items()}
            values[day] |= {name: float(of) for name, of in beside.items() if of is not None}
    return History(
        {day: RecordedDay(of_day, loads.get(day, {})) for day, of_day in values.items()}
    )
