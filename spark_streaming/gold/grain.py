"""Within one source the finer grain wins: minutes over their hour, hours over their day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

MINUTE_MS: Final = 60_000
DAY_MS: Final = 86_400_000

_SERIES: Final = ("user_id", "source_id", "type")
_SPAN: Final = ("start_ms", "end_ms")


def minutes_gone_through(length_ms: Column) -> Column:
    """Return what an observation is to a batch: it is gone through by the minute."""
    return F.greatest(F.lit(1), F.ceil(length_ms / MINUTE_MS))


def long_spans(samples: DataFrame) -> list[tuple[str, int, int]]:
    """Return (user, begin, end) of where samples of more than a minute lie, day by day.

    Args:
        samples: Rows of `silver/observation`.
    """
    long = (
        samples.selectExpr(
            "user_id", "unix_millis(start_at) AS begin_ms", "unix_millis(end_at) AS end_ms"
        )
        .where(F.col("end_ms") - F.col("begin_ms") > MINUTE_MS)
        .groupBy("user_id", F.floor(F.col("begin_ms") / DAY_MS))
        .agg(F.min("begin_ms").alias("begin_ms"), F.max("end_ms").alias("end_ms"))
    )
    return [(row["user_id"], row["begin_ms"], row["end_ms"]) for row in long.collect()]


def finest(samples: DataFrame) -> DataFrame:
    """Drop each sample of more than a minute inside which its source says something finer.

    Inside means: begins there. A dropped sample is still a reason to count its minutes
    again where it or something inside it has just arrived.

    Args:
        samples: `user_id, source_id, type, start_ms, end_ms, counts` (whether it stands and
            is trusted; if not, only its place matters), `touched`, and more.

    Returns:
        The same columns; `counts` is false for what is dropped, `touched` is true as well
        where something touched begins inside.
    """
    length_ms = F.col("end_ms") - F.col("start_ms")
    short = samples.where(length_ms <= MINUTE_MS)
    long = samples.where(length_ms > MINUTE_MS)

    begins = samples.select(
        *_SERIES,
        F.floor(F.col("start_ms") / DAY_MS).alias("of_day"),
        F.col("start_ms").alias("inner_ms"),
        length_ms.alias("inner_length_ms"),
        F.col("counts").alias("inner_counts"),
        F.col("touched").alias("inner_touched"),
    )
    spans = long.select(
        *_SERIES,
        *_SPAN,
        F.explode(
            F.sequence(
                F.floor(F.col("start_ms") / DAY_MS), F.floor((F.col("end_ms") - 1) / DAY_MS)
            )
        ).alias("of_day"),
    ).distinct()
    is_finer = (F.col("inner_length_ms") < length_ms) & F.col("inner_counts")
    inside = (
        begins.join(F.broadcast(spans), [*_SERIES, "of_day"])
        .where((F.col("inner_ms") >= F.col("start_ms")) & (F.col("inner_ms") < F.col("end_ms")))
        .groupBy(*_SERIES, *_SPAN)
        .agg(F.max(is_finer).alias("has_finer"), F.max("inner_touched").alias("is_touched"))
    )
    settled = long.join(F.broadcast(inside), [*_SERIES, *_SPAN], "left")
    return short.unionByName(
        settled.withColumns(
            {
                "counts": F.col("counts") & ~F.coalesce("has_finer", F.lit(False)),  # noqa: FBT003
                "touched": F.col("touched") | F.coalesce("is_touched", F.lit(False)),  # noqa: FBT003
            }
        ).select(*samples.columns)
    )
