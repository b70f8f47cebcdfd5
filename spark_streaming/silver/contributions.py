"""What a batch adds to silver, what it does there, and what stands after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from spark_streaming.columns import once
from spark_streaming.effort import gathered

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import Column, DataFrame

IDENTITY: Final = (
    "user_id",
    "source_id",
    "type",
    "record_id",
    "identity_start",
    "identity_end",
)
_BY_IDENTITY: Final = ("identity", *IDENTITY)
"""The hash comes first: what is sorted by it seldom compares the rest."""

_ORDER: Final = ("batch", "sequence")
_MOST_SHARED: Final = 100_000
"""So many identities are broadcast; of more it is not worth telling them from the rest."""


def contributions(
    existing: DataFrame,
    arrived: DataFrame,
    undone: DataFrame,
    disturbed: Column | None = None,
    hold: Callable[[DataFrame], DataFrame] | None = None,
) -> DataFrame:
    """Lay what arrived on what is there.

    What says again what the same import said last is not new. The effect of the rest is
    told against what stood before it: `new`, `revised`, `same` or `retracted`; a retraction
    of what is not there is `same`.

    Args:
        existing: Rows of `silver/observation`: all of every identity that arrived, and
            any others.
        arrived: `candidates`, of a later batch.
        undone: `user_id, import_id` of imports that no longer count.
        disturbed: Matches existing rows that are touched though nothing of theirs arrived.
        hold: Keeps a frame that is used more than once. Given where the rows are many, and
            most of them alone in their identity: these are told without moving or sorting.

    Returns:
        Rows of `silver/observation` with `start_ms, end_ms`, `is_new` (to be appended),
        `stands` (it is the state of its identity) and `touched` (its identity is).
    """
    undone_flag = F.broadcast(undone.withColumn("is_undone", F.lit(True)))  # noqa: FBT003
    rows = _with_identity(_together(existing, arrived)).join(
        undone_flag, ["user_id", "import_id"], "left"
    )
    touches = F.col("has_arrived") if disturbed is None else F.col("has_arrived") | disturbed
    shared = None if hold is None else _shared(rows, hold)
    if shared is None:
        laid = _in_turn(rows, touches)
    else:
        of_many = rows.join(shared, "identity", "left_semi")
        laid = _in_turn(of_many, touches).unionByName(
            _alone(rows.join(shared, "identity", "left_anti"), touches)
        )
    is_new = F.col("has_arrived") & ~F.col("is_repeat")
    is_last = F.col("is_counted") & F.col("after").isNull()
    return laid.select(
        *arrived.columns,
        F.when(is_new, _effect()).otherwise(F.col("known_effect")).alias("effect"),
        is_new.alias("is_new"),
        (is_last & (F.col("operation") == "put")).alias("stands"),
        "touched",
    )


def _shared(rows: DataFrame, hold: Callable[[DataFrame], DataFrame]) -> DataFrame | None:
    """Return the identities of more than one row, to be broadcast; null where too many are."""
    shared = hold(rows.groupBy("identity").count().where("count > 1").select("identity"))
    is_much = shared.limit(_MOST_SHARED + 1).count() > _MOST_SHARED
    return None if is_much else F.broadcast(shared)


def _in_turn(rows: DataFrame, touches: Column) -> DataFrame:
    """Lay the rows of each identity on one another as they were said."""
    of_import = Window.partitionBy(*_BY_IDENTITY, "import_id").orderBy(*_ORDER)
    of_identity = Window.partitionBy(*_BY_IDENTITY).orderBy(*_ORDER)
    earlier = of_identity.rowsBetween(Window.unboundedPreceding, -1)
    whole = of_identity.rowsBetween(Window.unboundedPreceding, Window.unboundedFollowing)
    later = of_identity.rowsBetween(1, Window.unboundedFollowing)

    repeats = F.col("has_arrived") & _content().eqNullSafe(F.lag(_content()).over(of_import))
    kept = gathered(rows, "user_id", "identity").withColumn("is_repeat", repeats)
    counted = F.when(F.col("is_undone").isNull() & ~F.col("is_repeat"), _content())
    return kept.select(
        "*",
        counted.isNotNull().alias("is_counted"),
        F.last(counted, ignorenulls=True).over(earlier).alias("before"),
        F.first(counted, ignorenulls=True).over(later).alias("after"),
        F.max(touches).over(whole).alias("touched"),
    )


def _alone(rows: DataFrame, touches: Column) -> DataFrame:
    """Say of rows that are alone in their identity what `_in_turn` would."""
    nothing = F.when(F.lit(False), _content())  # noqa: FBT003
    return rows.select(
        "*",
        F.lit(False).alias("is_repeat"),  # noqa: FBT003
        F.col("is_undone").isNull().alias("is_counted"),
        nothing.alias("before"),
        nothing.alias("after"),
        touches.alias("touched"),
    )


def _together(existing: DataFrame, arrived: DataFrame) -> DataFrame:
    stored = existing.select(
        *(name for name in arrived.columns if name not in {"start_ms", "end_ms"}),
        F.unix_millis("start_at").alias("start_ms"),
        F.unix_millis("end_at").alias("end_ms"),
        F.col("effect").alias("known_effect"),
        F.lit(False).alias("has_arrived"),  # noqa: FBT003
    )
    return stored.unionByName(
        arrived.select(
            "*",
            F.lit(None).cast("string").alias("known_effect"),
            F.lit(True).alias("has_arrived"),  # noqa: FBT003
        )
    )


def standing(contributed: DataFrame, undone: DataFrame) -> DataFrame:
    """Return what stands of complete contributions: the state of each identity.

    Args:
        contributed: Rows of `silver/observation`: all of each identity in it.
        undone: `user_id, import_id` of imports that no longer count.
    """
    counted = _with_identity(contributed).join(
        F.broadcast(undone), ["user_id", "import_id"], "left_anti"
    )
    newest = Window.partitionBy(*_BY_IDENTITY).orderBy(*(F.desc(name) for name in _ORDER))
    return (
        counted.withColumn("place", F.row_number().over(newest))
        .where((F.col("place") == 1) & (F.col("operation") == "put"))
        .select(
            *contributed.columns,
            F.unix_millis("start_at").alias("start_ms"),
            F.unix_millis("end_at").alias("end_ms"),
        )
    )


def _with_identity(rows: DataFrame) -> DataFrame:
    """Add the identity of each row, and its hash."""
    is_sample = F.col("record_id") == ""
    placed = rows.select(
        "*",
        F.when(is_sample, F.col("start_at")).alias("identity_start"),
        F.when(is_sample, F.col("end_at")).alias("identity_end"),
    )
    return placed.withColumn("identity", F.xxhash64(*IDENTITY))


@once
def _content() -> Column:
    return F.struct("operation", "value", "category", "record", "start_at", "end_at")


@once
def _effect() -> Column:
    stood = F.coalesce(F.col("before.operation") == "put", F.lit(False))  # noqa: FBT003
    return (
        F.when(F.col("operation") == "retract", F.when(stood, "retracted").otherwise("same"))
        .when(~stood, "new")
        .when(_content().eqNullSafe(F.col("before")), "same")
        .otherwise("revised")
    )
