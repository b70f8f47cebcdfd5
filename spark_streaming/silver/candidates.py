"""Accepted events as one row for each sample or record they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Column
from pyspark.sql import functions as F

from schema.physiology.plausible import PLAUSIBLE
from schema.tables import USER_BUCKETS
from spark_streaming.columns import once

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ENVELOPE: Final = """
    event_id STRING, user_id STRING, source_id STRING, door STRING, import_id STRING,
    received_at_ms BIGINT, operation STRING, type STRING, record_id STRING,
    start_ms BIGINT, duration_ms BIGINT, offsets_ms ARRAY<BIGINT>, values ARRAY<DOUBLE>,
    category STRING, record STRING
"""

_PLACES_FOR_SAMPLES: Final = 1 << 20
"""No message has more samples than this, so that offset and index make one number."""


def bucket_of(user_id: Column | str) -> Column:
    """Return a person's partition, as `schema.tables.user_bucket` has it."""
    return (
        F.crc32(F.col(user_id) if isinstance(user_id, str) else user_id) % USER_BUCKETS
    ).cast("int")


def sequence_of(kafka_offset: Column, index: Column | int) -> Column:
    """Return the place of a row among those of its person and batch."""
    return kafka_offset * _PLACES_FOR_SAMPLES + index


def candidates(messages: DataFrame) -> DataFrame:
    """Read envelopes and cut each into what it says: one row a sample or record.

    Args:
        messages: Rows of `bronze/message` of the topic `events`.

    Returns:
        Rows of `silver/observation` without `effect`, and `start_ms`, `end_ms`.
    """
    read = messages.select(
        "kafka_offset", "batch", F.from_json("value", _ENVELOPE).alias("envelope")
    ).select("kafka_offset", "batch", "envelope.*")

    said = F.transform(
        "offsets_ms",
        lambda offset, index: F.struct(
            offset.alias("offset_ms"), F.get("values", index).alias("value")
        ),
    )
    apart = read.where(F.col("user_id").isNotNull()).select(
        "*", F.posexplode(said).alias("index", "said")
    )
    placed = apart.select(
        "*",
        F.col("said.value").alias("value"),
        (F.col("start_ms") + F.col("said.offset_ms")).alias("sample_ms"),
    )
    return placed.select(*_said())


@once
def _said() -> tuple[Column | str, ...]:
    return (
        bucket_of("user_id").alias("user_bucket"),
        "user_id",
        "source_id",
        "type",
        "record_id",
        F.timestamp_millis("sample_ms").alias("start_at"),
        F.timestamp_millis(F.col("sample_ms") + F.col("duration_ms")).alias("end_at"),
        "value",
        "category",
        "record",
        _is_trusted().alias("is_trusted"),
        "operation",
        "import_id",
        "door",
        "event_id",
        F.timestamp_millis("received_at_ms").alias("received_at"),
        "batch",
        sequence_of(F.col("kafka_offset"), F.col("index")).alias("sequence"),
        F.col("sample_ms").alias("start_ms"),
        (F.col("sample_ms") + F.col("duration_ms")).alias("end_ms"),
    )


def _is_trusted() -> Column:
    """Tell whether a body can have produced the value; what has no range is trusted."""
    ranges = F.create_map(
        *(
            part
            for name, known in PLAUSIBLE.items()
            for part in (
                F.lit(name),
                F.struct(F.lit(known.trust_low), F.lit(known.trust_high)),
            )
        )
    )
    known = ranges[F.col("type")]
    return F.coalesce(F.col("value").between(known["col1"], known["col2"]), F.lit(True))  # noqa: FBT003
