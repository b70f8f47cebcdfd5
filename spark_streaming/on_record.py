"""What is on record of some people, read by the driver itself.

A few people's facts and weights are a few thousand rows; Spark would plan longer than Arrow
reads them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyarrow.compute as pc

from schema.tables import FACT, MINUTE
from spark_streaming.delta.conditions import among, equals
from spark_streaming.delta.standing import newest
from spark_streaming.people import KnownFact, known_fact

if TYPE_CHECKING:
    from collections.abc import Collection

    import pyarrow as pa

    from schema.facts import FactKind
    from spark_streaming.delta.conditions import Condition
    from spark_streaming.delta.lake_tables import LakeTables
    from spark_streaming.weighings import Weighings

_FACT_COLUMNS: Final = (
    "user_id",
    "kind",
    "key",
    "valid_from",
    "batch",
    "sequence",
    "payload",
)


def facts_on_record(
    lake: LakeTables, kinds: Collection[FactKind], *conditions: Condition
) -> list[KnownFact]:
    """Return the facts of these kinds that meet all conditions, each version."""
    rows = lake.rows(FACT, _FACT_COLUMNS, among("kind", kinds), *conditions)
    valid_from_ms = _epoch_ms(rows["valid_from"])
    return [
        known_fact({**row, "valid_from_ms": at_ms})
        for row, at_ms in zip(
            rows.drop_columns("valid_from").to_pylist(), valid_from_ms, strict=True
        )
    ]


def weighings_on_record(lake: LakeTables, *conditions: Condition) -> Weighings:
    """Return the weights that stand among the minutes that meet all conditions."""
    columns = ("user_id", "minute_at", "mean", "count", "batch")
    versions = lake.rows(MINUTE, columns, equals("metric", "body_weight"), *conditions)
    standing = newest(versions, ("user_id", "minute_at"))
    standing = standing.filter(pc.greater(standing["count"], 0))
    known: Weighings = defaultdict(dict)
    for user_id, at_ms, mean in zip(
        standing["user_id"].to_pylist(),
        _epoch_ms(standing["minute_at"]),
        standing["mean"].to_pylist(),
        strict=True,
    ):
        known[user_id][at_ms] = mean
    return dict(known)


def _epoch_ms(instants: pa.ChunkedArray) -> list[Any]:
    return [each // 1000 for each in instants.cast("int64").to_pylist()]
