"""Gold's finest grain: one value for each person, metric and minute, of one source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from schema.events import Aggregation
from schema.events.sleep import SleepStage
from spark_streaming.gold.grain import finest
from spark_streaming.gold.pieces import pieces, types_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pyspark.sql import Column, DataFrame

_KEY: Final = ("user_bucket", "user_id", "type", "minute")
_NANO: Final = 1_000_000_000
"""Levels are summed in billionths of their unit, so that order never changes a digit."""

_FURTHEST: Final = 1 << 30


def minutes(
    samples: DataFrame, ranks: DataFrame, batch: int, types: Collection[str], *, has_long: bool
) -> DataFrame:
    """Tell each minute that something touched.

    Args:
        samples: Rows of `silver/observation` with `start_ms, end_ms`, `counts` (it stands
            and is trusted) and `touched` (it has just arrived, or left): with each touched
            sample all others of its minutes.
        ranks: `user_id, source_id, metric, rank`: how far sources are believed.
        batch: The number of the version.
        types: The event types among the samples.
        has_long: Whether any sample is longer than a minute.

    Returns:
        Rows of `gold/minute`, with `source_id` null and `count` 0 where nothing is left.
    """
    settled = finest(samples) if has_long else samples
    told = [
        tell(settled.where(F.col("type").isin(family)))
        for tell, family in (
            (_amounts_and_levels, _among(types, Aggregation.SUM, Aggregation.MEAN)),
            (_states, _among(types, Aggregation.LAST)),
            (_stages, _among(types, Aggregation.STAGE)),
        )
        if family
    ]
    by_source = told[0]
    for more in told[1:]:
        by_source = by_source.unionByName(more)
    return _believed(by_source, ranks, batch)


def _among(types: Collection[str], *aggregations: Aggregation) -> list[str]:
    return [name for name in types_of(*aggregations) if name in types]


def _amounts_and_levels(samples: DataFrame) -> DataFrame:
    cut = pieces(samples)
    value = F.when(F.col("counts") & F.col("part").isNull(), F.col("value"))
    return _by_source(
        cut,
        F.sum(F.when(F.col("counts"), F.col("part"))).alias("total"),
        (
            F.sum(F.rint(value * _NANO).cast("bigint"))
            / F.sum(F.when(value.isNotNull(), F.lit(_NANO)))
        ).alias("mean"),
        F.min(value).alias("minimum"),
        F.max(value).alias("maximum"),
        F.lit(None).cast("string").alias("category"),
    )


def _states(samples: DataFrame) -> DataFrame:
    """Take the last reading of a minute: a state holds until the next one."""
    cut = pieces(samples)
    value = F.when(F.col("counts"), F.col("value"))
    last = F.max(F.when(F.col("counts"), F.struct("start_ms", "end_ms", "value")))
    return _by_source(
        cut,
        F.lit(None).cast("bigint").alias("total"),
        last["value"].alias("mean"),
        F.min(value).alias("minimum"),
        F.max(value).alias("maximum"),
        F.lit(None).cast("string").alias("category"),
    )


def _stages(samples: DataFrame) -> DataFrame:
    """Give a minute the stage that fills most of it, of equal ones the lighter."""
    filled = [
        F.struct(
            F.sum(
                F.when(F.col("counts") & (F.col("category") == stage), F.col("covered_ms"))
            ).alias("covered_ms"),
            F.lit(-depth).alias("lightness"),
            F.lit(str(stage)).alias("stage"),
        )
        for depth, stage in enumerate(SleepStage)
    ]
    most = F.array_max(F.array(*filled))
    return _by_source(
        pieces(samples),
        F.lit(None).cast("bigint").alias("total"),
        F.lit(None).cast("double").alias("mean"),
        F.lit(None).cast("double").alias("minimum"),
        F.lit(None).cast("double").alias("maximum"),
        F.when(most["covered_ms"].isNotNull(), most["stage"]).alias("category"),
    )


def _by_source(cut: DataFrame, *told: Column) -> DataFrame:
    return cut.groupBy(*_KEY, "source_id").agg(
        *told,
        F.sum(F.when(F.col("counts"), F.col("covered_ms"))).alias("covered_ms"),
        F.count_if("counts").alias("count"),
        F.max("touched").alias("touched"),
    )


def _believed(by_source: DataFrame, ranks: DataFrame, batch: int) -> DataFrame:
    """Keep the source that is believed most in each minute where anything was touched."""
    ranked = by_source.join(
        F.broadcast(ranks.withColumnRenamed("metric", "type")),
        ["user_id", "source_id", "type"],
        "left",
    )
    of_minute = Window.partitionBy(*_KEY)
    best_first = of_minute.orderBy(
        F.col("count") == 0, F.coalesce("rank", F.lit(_FURTHEST)), "source_id"
    )
    chosen = ranked.select(
        "*",
        F.row_number().over(best_first).alias("place"),
        F.max("touched").over(of_minute).alias("is_touched"),
    ).where((F.col("place") == 1) & F.col("is_touched"))
    return chosen.select(
        "user_bucket",
        "user_id",
        F.col("type").alias("metric"),
        F.timestamp_seconds(F.col("minute") * 60).alias("minute_at"),
        F.when(F.col("count") > 0, F.col("source_id")).alias("source_id"),
        "total",
        "mean",
        "minimum",
        "maximum",
        "covered_ms",
        "count",
        "category",
        F.lit(batch).cast("bigint").alias("batch"),
    )


def standing_minutes(versions: DataFrame) -> DataFrame:
    """Return the newest version of each minute, without those that lost everything.

    Args:
        versions: Rows of `gold/minute`.
    """
    newest = Window.partitionBy("user_id", "metric", "minute_at").orderBy(F.desc("batch"))
    return (
        versions.withColumn("place", F.row_number().over(newest))
        .where((F.col("place") == 1) & (F.col("count") > 0))
        .drop("place")
    )
