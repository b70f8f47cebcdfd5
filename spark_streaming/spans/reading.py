"""Days and standing values of some people, brought to the driver."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql import functions as F

from spark_streaming.spans.history import History, RecordedDay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pyspark.sql import DataFrame

METRICS: Final = (
    "steps",
    "active_energy",
    "resting_energy",
    "energy_in",
    "protein",
    "resting_heart_rate",
    "hrv_rmssd",
    "respiratory_rate",
    "skin_temperature",
    "sleep_duration",
    "trimp",
    "body_weight",
)
"""What the computation takes of a day."""

_OF_DETAIL: Final = {
    "awake_min": ("sleep_duration", "awake_minutes"),
    "deep_min": ("sleep_duration", "deep_minutes"),
    "rem_min": ("sleep_duration", "rem_minutes"),
    "in_bed_min": ("sleep_duration", "in_bed_minutes"),
    "bedtime_min": ("sleep_duration", "bedtime_min"),
    "meals": ("energy_in", "meals"),
}
_LOADS: Final = ("workout_load", "load_by_kind")

Standing = dict[str, dict[tuple[Any, ...], tuple[float | None, str | None]]]
"""By person, then by the rest of the key: value and detail of the version that stands."""


def histories(versions: DataFrame) -> dict[str, History]:
    """Gather the recorded days of each person.

    Args:
        versions: Rows of `gold/day` of the quick stream's metrics.
    """
    days: dict[str, dict[date, RecordedDay]] = defaultdict(dict)
    for row in _rows(recorded_days(versions)):
        user_id, day = row.pop("user_id"), row.pop("date")
        loads = json.loads(row.pop("loads") or "{}")
        values = {name: value for name, value in row.items() if value is not None}
        days[user_id][day] = RecordedDay(values, loads)
    return {user_id: History(of_user) for user_id, of_user in days.items()}


def recorded_days(versions: DataFrame) -> DataFrame:
    """Lay the metrics of a day side by side.

    Args:
        versions: Rows of `gold/day`.

    Returns:
        `user_id, date`, a column for each of `METRICS` and for what of the night and the
        meals is told in details, and `loads` (JSON: workout load by kind): one row for each
        day that has any value.
    """

    def of(metric: str, value: Any) -> Any:
        return F.max(F.when(F.col("metric") == metric, value))

    def told(metric: str, name: str) -> Any:
        return of(metric, F.get_json_object("detail", f"$.{name}"))

    return (
        _standing(versions, ("user_id", "date", "metric"))
        .where(F.col("value").isNotNull())
        .groupBy("user_id", "date")
        .agg(
            *(of(metric, F.col("value")).alias(metric) for metric in METRICS),
            *(told(*source).cast("double").alias(name) for name, source in _OF_DETAIL.items()),
            told(*_LOADS).alias("loads"),
        )
    )


def standing_values(versions: DataFrame, key: Sequence[str]) -> Standing:
    """Gather the values that stand, by person and key.

    Args:
        versions: Rows of `gold/day`, or of `gold/feature` with a `detail`.
        key: What a row is a version of, besides the person.
    """
    standing: Standing = defaultdict(dict)
    for row in _rows(_standing(versions, ("user_id", *key))):
        place = tuple(row[name] for name in key)
        standing[row["user_id"]][place] = row["value"], row["detail"]
    return standing


def _standing(versions: DataFrame, key: Sequence[str]) -> DataFrame:
    newest = F.max_by(F.struct("value", "detail"), "batch")
    return (
        versions.groupBy(*key)
        .agg(newest.alias("newest"))
        .select(*key, "newest.value", "newest.detail")
    )


def _rows(frame: DataFrame) -> Iterator[dict[str, Any]]:
    for batch in frame.toArrow().to_batches():
        yield from batch.to_pylist()
