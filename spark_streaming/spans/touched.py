"""Whose days a slow batch begins with, and from which day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.facts import EVERYBODY, FactKind
from schema.tables import DAY, FACT
from spark_streaming.arrival import collected_facts
from spark_streaming.gold.day import metrics_of
from spark_streaming.local_days import local_date
from spark_streaming.people import People
from spark_streaming.reach import Reach
from spark_streaming.spans.said import day_of
from spark_streaming.spans.wishes import GOAL_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spark_streaming.lake import Lake
    from spark_streaming.people import KnownFact, Period

DECIDING: Final = (FactKind.GOALS, FactKind.PLAN, FactKind.PROFILE, FactKind.DEFAULT_OPTION)
"""The facts that what spans days is held against."""

BEGINNING: Final = date(1970, 1, 1)
"""Before anything on record."""


def touched(lake: Lake, after: int, until: int) -> dict[str, date]:
    """Return the first day of each person that batches of the quick stream made new.

    Args:
        lake: Where they are.
        after: The last batch that was looked at; -1 for none.
        until: The newest one to look at.
    """
    is_new = (F.col("batch") > after) & (F.col("batch") <= until)
    days = lake.read(DAY).where(is_new & F.col("metric").isin(*metrics_of("quick")))
    told = days.groupBy("user_id").agg(F.min("date").alias("first"))
    arrived = collected_facts(
        lake.read(FACT).where(is_new & F.col("kind").isin(*map(str, DECIDING)))
    )
    return earliest(
        [
            *((row["user_id"], row["first"]) for row in told.collect()),
            *touched_by_facts(arrived, _known_of(lake, arrived, until)).items(),
        ]
    )


def _known_of(lake: Lake, arrived: Iterable[KnownFact], until: int) -> People:
    """Return all that is known of those whom facts are about."""
    users = {fact.user_id for fact in arrived}
    if not users:
        return People()
    known = Reach(others=frozenset({EVERYBODY, *users})).people() & (F.col("batch") <= until)
    return People(collected_facts(lake.read(FACT).where(known)))


def touched_by_facts(arrived: Iterable[KnownFact], people: People) -> dict[str, date]:
    """Return the first day of each person that may be another by what facts say.

    A plan speaks of its own day, also after it. The first facts of their kind hold for all
    that was before them.

    Args:
        arrived: The facts that are new.
        people: All that is known with them.
    """
    zones = people.zones_by_user
    return earliest(
        (fact.user_id, _first_day(fact, people, zones)) for fact in arrived if _decides(fact)
    )


def earliest(days: Iterable[tuple[str, date]]) -> dict[str, date]:
    """Return the first of each person's days."""
    first: dict[str, date] = {}
    for user_id, day in days:
        first[user_id] = min(day, first.get(user_id, day))
    return first


def _decides(fact: KnownFact) -> bool:
    if fact.kind == FactKind.DEFAULT_OPTION:
        return str(fact.payload["name"]).startswith(GOAL_OPTIONS)
    return fact.kind in DECIDING


def _first_day(fact: KnownFact, people: People, zones: Mapping[str, list[Period]]) -> date:
    versions = people.of_kind(FactKind(fact.kind)).get((fact.user_id, fact.key), [])
    if fact.kind == FactKind.PLAN:
        return min(day_of(version.payload["date"]) for version in versions)
    before = [one for one in versions if one.valid_from_ms < fact.valid_from_ms]
    if fact.kind != FactKind.DEFAULT_OPTION and _named(fact) - _named(*before):
        return BEGINNING
    return local_date(fact.valid_from_ms, zones.get(fact.user_id, []))


def _named(*facts: KnownFact) -> set[str]:
    """Return the fields that these facts give a value to."""
    return {name for fact in facts for name, value in fact.payload.items() if value is not None}
