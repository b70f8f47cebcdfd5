"""Structured data as it changed: rows of `silver/fact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from spark_streaming.silver.candidates import bucket_of, sequence_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_FACT: Final = """
    fact_id STRING, user_id STRING, kind STRING, `key` STRING, valid_from_ms BIGINT,
    recorded_at_ms BIGINT, payload STRING
"""


def facts(messages: DataFrame) -> DataFrame:
    """Read the changes of structured data.

    Args:
        messages: Rows of `bronze/message` of the topic `facts`.

    Returns:
        Rows of `silver/fact`. A fact that was sent again stands again: the later counts.
    """
    return (
        messages.select("kafka_offset", "batch", F.from_json("value", _FACT).alias("fact"))
        .where(F.col("fact.user_id").isNotNull())
        .select(
            bucket_of(F.col("fact.user_id")).alias("user_bucket"),
            "fact.user_id",
            "fact.kind",
            "fact.key",
            F.timestamp_millis("fact.valid_from_ms").alias("valid_from"),
            F.timestamp_millis("fact.recorded_at_ms").alias("recorded_at"),
            "fact.payload",
            "fact.fact_id",
            "batch",
            sequence_of(F.col("kafka_offset"), 0).alias("sequence"),
        )
    )
