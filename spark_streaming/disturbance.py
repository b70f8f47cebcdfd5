"""What facts make different in the past: imports taken back, sources believed otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.events import EVENT_TYPES
from schema.facts import EVERYBODY, FactKind
from spark_streaming.gold.grain import DAY_MS, minutes_gone_through
from spark_streaming.priority import ranks
from spark_streaming.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyspark.sql import Column, DataFrame, Row

    from spark_streaming.people import KnownFact, People

_ORDERING: Final = (
    FactKind.SOURCE,
    FactKind.DEVICE,
    FactKind.SOURCE_PRIORITY,
    FactKind.DEFAULT_OPTION,
)


@dataclass(frozen=True)
class Disturbance:
    """Observations that count otherwise than before, though nothing of theirs arrived.

    Attributes:
        spans: (user, begin, end) in epoch milliseconds: where they are.
        types: Their event types.
        rows: Matches them among rows of `silver/observation`; null for none.
        minutes: How many they are, as `spark_streaming.arrival.Arrival` counts.
    """

    spans: tuple[tuple[str, int, int], ...] = ()
    types: frozenset[str] = frozenset()
    rows: Column | None = None
    minutes: int = 0


def disturbance(
    stored: DataFrame, before: People, after: People, arrived: Sequence[KnownFact]
) -> Disturbance:
    """Find what the facts that arrived make different.

    Args:
        stored: `silver/observation` up to the batch.
        before: What was known.
        after: What is known with the facts that arrived.
        arrived: These facts.
    """
    found = [
        *_withdrawn(stored, set(after.undone_imports()) - set(before.undone_imports())),
        *_reordered(stored, before, after, arrived),
    ]
    if not found:
        return Disturbance()
    return Disturbance(
        spans=tuple(span for one in found for span in one.spans),
        types=frozenset(name for one in found for name in one.types),
        rows=reduce(or_, (one.rows for one in found if one.rows is not None)),
        minutes=sum(one.minutes for one in found),
    )


def _withdrawn(stored: DataFrame, imports: set[tuple[str, str]]) -> list[Disturbance]:
    if not imports:
        return []
    people = Reach(others=frozenset(user_id for user_id, _ in imports))
    rows = F.col("import_id").isin(*sorted({import_id for _, import_id in imports}))
    return _found(stored.where(people.people()), rows)


def _reordered(
    stored: DataFrame, before: People, after: People, arrived: Sequence[KnownFact]
) -> list[Disturbance]:
    """Find the types of which a source that competes is believed otherwise."""
    users = {fact.user_id for fact in arrived if fact.kind in _ORDERING}
    if EVERYBODY in users:
        users |= after.users()
    users -= {EVERYBODY}
    metrics = list(EVENT_TYPES)
    was, now = (
        {rank[:3]: rank.rank for rank in ranks(people, users, metrics)}
        for people in (before, after)
    )
    moved = {one for one in was.keys() | now.keys() if was.get(one) != now.get(one)}
    if not moved:
        return []
    competing = (
        stored.where(Reach(others=frozenset(user for user, _, _ in moved)).people())
        .groupBy("user_id", "type")
        .agg(F.collect_set("source_id").alias("sources"))
        .where(F.size("sources") > 1)
        .collect()
    )
    found = []
    for row in competing:
        user_id, name = row["user_id"], row["type"]
        if any((user_id, source_id, name) in moved for source_id in row["sources"]):
            rows = (F.col("user_id") == user_id) & (F.col("type") == name)
            reach = Reach(others=frozenset({user_id}))
            found += _found(stored.where(reach.people()), rows)
    return found


def _found(stored: DataFrame, rows: Column) -> list[Disturbance]:
    begin_ms, end_ms = F.unix_millis("start_at"), F.unix_millis("end_at")
    by_day = (
        stored.where(rows)
        .groupBy("user_id", "type", F.floor(begin_ms / DAY_MS))
        .agg(
            F.min(begin_ms).alias("begin_ms"),
            F.max(end_ms).alias("end_ms"),
            F.sum(minutes_gone_through(end_ms - begin_ms)).alias("minutes"),
        )
        .collect()
    )
    return [
        Disturbance(
            spans=tuple(_spans(by_day)),
            types=frozenset(row["type"] for row in by_day),
            rows=rows,
            minutes=sum(row["minutes"] for row in by_day),
        )
    ]


def _spans(rows: Iterable[Row]) -> Iterable[tuple[str, int, int]]:
    return ((row["user_id"], row["begin_ms"], row["end_ms"]) for row in rows)
