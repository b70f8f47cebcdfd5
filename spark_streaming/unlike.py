"""Minutes that are not what a batch computation tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.tables import MINUTE
from spark_streaming.columns import once

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

_KEY: Final = ("user_id", "metric", "minute_at")
_EXACT: Final = ("source_id", "total", "covered_ms", "count", "category")
_NEAR: Final = ("mean", "minimum", "maximum")
_TOLERANCE: Final = 1e-9


def unlike_minutes(told: DataFrame, stored: DataFrame) -> DataFrame:
    """Return the minutes that differ; one that should not be there gets an empty version.

    Args:
        told: Rows of `gold/minute` as they should stand.
        stored: Those that stand.

    Returns:
        Columns of `gold/minute` but for the batch, and `old_…` for each that is no key.
    """
    kept = [name for name in MINUTE.columns if name != "batch"]
    was = stored.select(
        *_KEY,
        F.col("user_bucket").alias("old_bucket"),
        *(F.col(name).alias(f"old_{name}") for name in (*_EXACT, *_NEAR)),
    )
    return (
        told.select(*kept)
        .join(was, [*_KEY], "full")
        .where(~_is_same())
        .select(
            F.coalesce("user_bucket", "old_bucket").alias("user_bucket"),
            *_KEY,
            F.coalesce("count", F.lit(0)).cast("bigint").alias("count"),
            *(name for name in (*_EXACT, *_NEAR) if name != "count"),
            *(f"old_{name}" for name in (*_EXACT, *_NEAR)),
        )
    )


@once
def _is_same() -> Column:
    same = F.lit(True)  # noqa: FBT003
    for name in _EXACT:
        same &= F.col(name).eqNullSafe(F.col(f"old_{name}"))
    for name in _NEAR:
        value, old_value = F.col(name), F.col(f"old_{name}")
        allowed = F.greatest(F.abs(value), F.lit(1.0)) * _TOLERANCE
        is_near = F.abs(value - old_value) <= allowed
        same &= F.coalesce(is_near, value.isNull() & old_value.isNull())
    return same
