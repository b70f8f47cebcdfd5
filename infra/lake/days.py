"""Days and features of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pyarrow.compute as pc

from schema.ports.lake import DayValue
from schema.tables import DAY, FEATURE
from spark_streaming.delta.conditions import at_least, at_most, equals
from spark_streaming.delta.standing import newest

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

    from infra.lake.reading import Reading

_read_detail = msgspec.json.Decoder(dict).decode


def read_days(
    reading: Reading, first: date, last: date, metric: str | None = None
) -> dict[date, dict[str, DayValue]]:
    """Return the metrics of each day that has any, ascending.

    A metric without a value stands where it says why it has none, and is left out elsewhere.

    Args:
        reading: Whose, as of when.
        first: The first day.
        last: The last day, included.
        metric: Only this one.
    """
    only = [] if metric is None else [equals("metric", metric)]
    versions = reading.rows(
        DAY,
        ("date", "metric", "value", "detail", "batch"),
        at_least("date", first),
        at_most("date", last),
        *only,
    )
    rows = newest(versions, ("date", "metric"))
    dates = rows["date"].combine_chunks().dictionary_encode()
    days: list[dict[str, DayValue]] = [{} for _ in dates.dictionary]
    columns = (rows[name].to_pylist() for name in ("metric", "value", "detail"))
    for place, name, value, told in zip(dates.indices.to_pylist(), *columns, strict=True):
        detail = _read_detail(told) if told else {}
        if value is not None or detail:
            days[place][name] = DayValue(value, detail)
    found = zip(dates.dictionary.to_pylist(), days, strict=True)
    return {day: metrics for day, metrics in found if metrics}


def read_features(reading: Reading) -> dict[str, float]:
    """Return each feature as of the last day that has it."""
    versions = reading.rows(FEATURE, ("feature", "as_of", "value", "batch"))
    rows = newest_features(versions)
    return dict(zip(rows["feature"].to_pylist(), rows["value"].to_pylist(), strict=True))


def newest_features(versions: pa.Table, *whose: str) -> pa.Table:
    """Keep each feature of the last day that has it.

    Args:
        versions: Rows of `gold/feature`.
        whose: Columns that tell people apart, where there are several.
    """
    told = newest(versions, (*whose, "feature", "as_of"))
    return newest(told.filter(pc.is_valid(told["value"])), (*whose, "feature"), ("as_of",))
