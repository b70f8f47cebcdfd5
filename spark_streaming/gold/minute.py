"""Gold's finest grain: one value for each person, metric and minute, of one source."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from schema.events import Aggregation
from schema.events.sleep import SleepStage
from spark_streaming.columns import named, once
from spark_streaming.effort import gathered
from spark_streaming.gold.grain import finest
from spark_streaming.gold.pieces import pieces, types_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyspark.sql import Column

_KEY: Final = ("minute", "user_id", "type", "user_bucket")
"""What tells most comes first: Spark compares the others only where the first one ties."""

_NANO: Final = 1_000_000_000
"""Levels are summed in billionths of their unit, so that order never changes a digit."""

_FURTHEST: Final = 1 << 30


def minutes(
    samples: DataFrame, ranks: DataFrame, types: Collection[str], *, has_long: bool
) -> DataFrame:
    """Tell each minute that something touched.

    Args:
        samples: Rows of `silver/observation` with `start_ms, end_ms`, `counts` (it stands
            and is trusted) and `touched` (it has just arrived, or left): with each touched
            sample all others of its minutes.
        ranks: `user_id, source_id, metric, rank`: how far sources are believed.
        types: The event types among the samples.
        has_long: Whether any sample is longer than a minute.

    Returns:
        Rows of `gold/minute` but for their batch, with `source_id` null and `count` 0 where
        nothing is left.
    """
    settled = finest(samples) if has_long else samples
    cut = gathered(pieces(settled), *_KEY)
    told = [
        cut.where(F.col("type").isin(*family)).groupBy(*_KEY, "source_id").agg(*columns())
        for columns, family in (
            (_amounts_and_levels, _among(types, Aggregation.SUM, Aggregation.MEAN)),
            (_states, _among(types, Aggregation.LAST)),
            (_stages, _among(types, Aggregation.STAGE)),
        )
        if family
    ]
    return _believed(reduce(DataFrame.unionByName, told), ranks)


def _among(types: Collection[str], *aggregations: Aggregation) -> list[str]:
    return [name for name in types_of(*aggregations) if name in types]


@once
def _amounts_and_levels() -> tuple[Column, ...]:
    value = F.when(F.col("counts") & F.col("part").isNull(), F.col("value"))
    nanos = F.sum(F.rint(value * _NANO).cast("bigint"))
    return named(
        {
            "total": F.sum(F.when(F.col("counts"), F.col("part"))),
            "mean": nanos / F.sum(F.when(value.isNotNull(), F.lit(_NANO).cast("bigint"))),
            "minimum": F.min(value),
            "maximum": F.max(value),
            "category": F.lit(None).cast("string"),
            **_of_all(),
        }
    )


@once
def _states() -> tuple[Column, ...]:
    """Take the last reading of a minute: a state holds until the next one."""
    value = F.when(F.col("counts"), F.col("value"))
    last = F.max(F.when(F.col("counts"), F.struct("start_ms", "end_ms", "value")))
    return named(
        {
            "total": F.lit(None).cast("bigint"),
            "mean": last["value"],
            "minimum": F.min(value),
            "maximum": F.max(value),
            "category": F.lit(None).cast("string"),
            **_of_all(),
        }
    )


@once
def _stages() -> tuple[Column, ...]:
    """Give a minute the stage that fills most of it, of equal ones the lighter."""
    filled = [
        F.struct(
            F.sum(
                F.when(F.col("counts") & (F.col("category") == str(stage)), F.col("covered_ms"))
            ).alias("covered_ms"),
            F.lit(-depth).alias("lightness"),
            F.lit(str(stage)).alias("stage"),
        )
        for depth, stage in enumerate(SleepStage)
    ]
    most = F.array_max(F.array(*filled))
    nothing = F.lit(None).cast("double")
    return named(
        {
            "total": F.lit(None).cast("bigint"),
            "mean": nothing,
            "minimum": nothing,
            "maximum": nothing,
            "category": F.when(most["covered_ms"].isNotNull(), most["stage"]),
            **_of_all(),
        }
    )


def _of_all() -> dict[str, Column]:
    return {
        "covered_ms": F.sum(F.when(F.col("counts"), F.col("covered_ms"))),
        "count": F.count_if("counts"),
        "touched": F.max("touched"),
    }


def _believed(by_source: DataFrame, ranks: DataFrame) -> DataFrame:
    """Keep the source that is believed most in each minute where anything was touched."""
    return (
        by_source.join(
            F.broadcast(ranks.withColumnRenamed("metric", "type")),
            ["user_id", "source_id", "type"],
            "left",
        )
        .select("*", *_placed())
        .where("place = 1 AND is_touched")
        .select(*_as_minute())
    )


@once
def _placed() -> tuple[Column, ...]:
    of_minute = Window.partitionBy(*_KEY)
    best_first = of_minute.orderBy(
        F.col("count") == 0, F.coalesce("rank", F.lit(_FURTHEST)), "source_id"
    )
    return named(
        {
            "place": F.row_number().over(best_first),
            "is_touched": F.max("touched").over(of_minute),
        }
    )


@once
def _as_minute() -> tuple[Column, ...]:
    kept = ("total", "mean", "minimum", "maximum", "covered_ms", "count", "category")
    return named(
        {
            "user_bucket": F.col("user_bucket"),
            "user_id": F.col("user_id"),
            "metric": F.col("type"),
            "minute_at": F.timestamp_seconds(F.col("minute") * 60),
            "source_id": F.when(F.col("count") > 0, F.col("source_id")),
            **{name: F.col(name) for name in kept},
        }
    )


def standing_minutes(versions: DataFrame) -> DataFrame:
    """Return the newest version of each minute, without those that lost everything.

    Args:
        versions: Rows of `gold/minute`.
    """
    return versions.select("*", _newest()).where("place = 1 AND count > 0").drop("place")


@once
def _newest() -> Column:
    newest = Window.partitionBy("minute_at", "user_id", "metric").orderBy(F.desc("batch"))
    return F.row_number().over(newest).alias("place")
