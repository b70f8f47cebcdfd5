"""Bronze: every message of the log, as it was appended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


LOG_COLUMNS: Final = {
    "topic": "STRING",
    "partition": "INT",
    "offset": "BIGINT",
    "timestamp": "TIMESTAMP",
    "key": "STRING",
    "value": "STRING",
}
"""What is looked at of the rows of Spark's Kafka source."""


def messages(log: DataFrame, batch: int) -> DataFrame:
    """Keep the log's messages with their place in it.

    Args:
        log: Rows of Spark's Kafka source: `LOG_COLUMNS`.
        batch: The number they are appended under.

    Returns:
        Rows of `bronze/message`.
    """
    return log.select(
        F.to_date("timestamp").alias("received_date"),
        "topic",
        F.col("partition").alias("kafka_partition"),
        F.col("offset").alias("kafka_offset"),
        F.col("timestamp").alias("appended_at"),
        F.col("key").cast("string").alias("user_id"),
        F.col("value").cast("string").alias("value"),
        F.lit(batch).cast("bigint").alias("batch"),
    )


def without_copies(stored: DataFrame) -> DataFrame:
    """Keep one of the rows that speak of one message.

    A message stands twice where a batch was begun again under another number. The log's
    own time tells it from a message at the same place of a log that was made anew.

    Args:
        stored: Rows of `bronze/message`.
    """
    place = ["topic", "kafka_partition", "kafka_offset", "appended_at", "user_id", "value"]
    first = stored.groupBy(*place).agg(F.min("batch").alias("batch"))
    return first.withColumn("received_date", F.to_date("appended_at"))
