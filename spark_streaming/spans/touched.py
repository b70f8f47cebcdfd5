"""Whose days a slow batch begins with, and from which day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from schema.facts import EVERYBODY, FactKind
from schema.tables import DAY
from spark_streaming.delta.conditions import among, at_least, at_most, of_people
from spark_streaming.gold.day import metrics_of
from spark_streaming.local_days import local_date
from spark_streaming.on_record import facts_on_record
from spark_streaming.people import People
from spark_streaming.reach import HOUR_MS
from spark_streaming.spans.said import day_of
from spark_streaming.spans.wishes import GOAL_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spark_streaming.delta.lake_tables import LakeTables
    from spark_streaming.people import KnownFact

DECIDING: Final = (
    FactKind.GOALS,
    FactKind.PLAN,
    FactKind.PROFILE,
    FactKind.TIME_ZONE,
    FactKind.DEFAULT_OPTION,
)
"""The facts that what spans days is held against, and the zones that place them on days."""

BEGINNING: Final = date(1970, 1, 1)
"""Before anything on record."""

_FURTHEST_WEST_MS: Final = 12 * HOUR_MS
"""No zone is further behind UTC."""


def touched(lake: LakeTables, after: int, until: int) -> dict[str, date]:
    """Return the first day of each person that batches of the quick stream made new.

    Args:
        lake: Where they are.
        after: The last batch that was looked at; -1 for none.
        until: The newest one to look at.
    """
    is_new = (at_least("batch", after + 1), at_most("batch", until))
    days = lake.rows(DAY, ("user_id", "date"), among("metric", metrics_of("quick")), *is_new)
    told = days.group_by("user_id").aggregate([("date", "min")])
    arrived = facts_on_record(lake, DECIDING, *is_new)
    return earliest(
        [
            *zip(told["user_id"].to_pylist(), told["date_min"].to_pylist(), strict=True),
            *touched_by_facts(arrived, _known_of(lake, arrived, until)).items(),
        ]
    )


def _known_of(lake: LakeTables, arrived: Iterable[KnownFact], until: int) -> People:
    """Return what is known of those whom facts are about."""
    users = {fact.user_id for fact in arrived}
    if not users:
        return People()
    whose = of_people({EVERYBODY, *users})
    return People(facts_on_record(lake, DECIDING, *whose, at_most("batch", until)))


def touched_by_facts(arrived: Iterable[KnownFact], people: People) -> dict[str, date]:
    """Return the first day of each person that may be another by what facts say.

    A plan speaks of its own day, also after it. The first facts of their kind hold for all
    that was before them; others from the first day that their time has in any zone, whichever
    the person moved to.

    Args:
        arrived: The facts that are new.
        people: All that is known with them.
    """
    return earliest(
        (fact.user_id, _first_day(fact, people)) for fact in arrived if _decides(fact)
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


def _first_day(fact: KnownFact, people: People) -> date:
    versions = people.of_kind(FactKind(fact.kind)).get((fact.user_id, fact.key), [])
    if fact.kind == FactKind.PLAN:
        return min(day_of(version.payload["date"]) for version in versions)
    before = [one for one in versions if one.valid_from_ms < fact.valid_from_ms]
    if fact.kind != FactKind.DEFAULT_OPTION and _named(fact) - _named(*before):
        return BEGINNING
    return local_date(fact.valid_from_ms - _FURTHEST_WEST_MS, [])


def _named(*facts: KnownFact) -> set[str]:
    """Return the fields that these facts give a value to."""
    return {name for fact in facts for name, value in fact.payload.items() if value is not None}
