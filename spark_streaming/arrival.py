"""What arrived with a batch: whose, when, of which types; so that nothing else is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyspark.sql import functions as F

from spark_streaming.effort import suit
from spark_streaming.gold.grain import DAY_MS, MINUTE_MS, minutes_gone_through
from spark_streaming.people import SHAPING, KnownFact, known_fact
from spark_streaming.reach import Reach
from spark_streaming.silver.candidates import candidates
from spark_streaming.silver.facts import facts

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from spark_streaming.held import Held


class PartitionEnd(NamedTuple):
    """The last message of a batch in one partition of the log, and how many there are."""

    topic: str
    partition: int
    offset: int
    messages: int


@dataclass(frozen=True)
class Arrival:
    """A batch's input, read, with what the driver must know of it.

    Attributes:
        messages: Rows of `bronze/message`.
        ends: Where they end.
        samples: `candidates` of its events.
        facts: Rows of `silver/fact`.
        reach: Whose time the events touch.
        types: The event types among them.
        count: How many samples and records they are.
        minutes: What they are to a batch: a workout or a night is gone through by the minute.
        has_long: Whether any sample is longer than a minute.
        has_facts: Whether there are facts of any kind.
        known: The facts that shape minutes and days.
    """

    messages: DataFrame
    ends: tuple[PartitionEnd, ...]
    samples: DataFrame
    facts: DataFrame
    reach: Reach
    types: frozenset[str]
    count: int
    minutes: int
    has_long: bool
    has_facts: bool
    known: tuple[KnownFact, ...]


def arrival(messages: DataFrame, held: Held) -> Arrival:
    """Read a batch's messages and sum up what they touch.

    Args:
        messages: Rows of `bronze/message`.
        held: Keeps them while the batch lasts.
    """
    kept = held.hold(messages)
    ends = _ends(kept)
    suit(messages.sparkSession, sum(end.messages for end in ends))
    samples = held.hold(candidates(kept.where(F.col("topic") == "events")))
    arrived_facts = facts(kept.where(F.col("topic") == "facts"))

    length_ms = F.col("end_ms") - F.col("start_ms")
    is_sample = F.col("record_id") == ""
    summary = (
        samples.groupBy("user_id", F.floor(F.col("start_ms") / DAY_MS).alias("of_day"))
        .agg(
            F.min("start_ms").alias("begin_ms"),
            F.max("end_ms").alias("end_ms"),
            F.collect_set("type").alias("types"),
            F.max(is_sample & (length_ms > MINUTE_MS)).alias("has_long"),
            F.count("*").alias("count"),
            F.sum(minutes_gone_through(length_ms)).alias("minutes"),
        )
        .collect()
    )
    has_facts = any(end.topic == "facts" for end in ends)
    known = collected_facts(arrived_facts) if has_facts else []
    return Arrival(
        messages=kept,
        ends=ends,
        samples=samples,
        facts=arrived_facts,
        reach=Reach(
            spans=tuple((row["user_id"], row["begin_ms"], row["end_ms"]) for row in summary),
        ),
        types=frozenset(name for row in summary for name in row["types"]),
        count=sum(row["count"] for row in summary),
        minutes=sum(row["minutes"] for row in summary),
        has_long=any(row["has_long"] for row in summary),
        has_facts=has_facts,
        known=tuple(known),
    )


def _ends(messages: DataFrame) -> tuple[PartitionEnd, ...]:
    newest = messages.groupBy("topic", "kafka_partition").agg(
        F.max("kafka_offset"), F.count("*")
    )
    return tuple(PartitionEnd(*row) for row in newest.collect())


def collected_facts(rows: DataFrame) -> list[KnownFact]:
    """Bring the shaping facts among rows of `silver/fact` to the driver."""
    wanted = [str(kind) for kind in SHAPING]
    chosen = rows.where(F.col("kind").isin(*wanted)).select(
        "user_id",
        "kind",
        "key",
        F.unix_millis("valid_from").alias("valid_from_ms"),
        "batch",
        "sequence",
        "payload",
    )
    return [known_fact(row.asDict()) for row in chosen.collect()]
