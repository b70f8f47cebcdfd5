"""Slates of the past and what people said of them, as of the day they said it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import select

from infra.database.facts import append_rows
from infra.database.feedback import feedback_rows
from infra.database.models import SlateRow
from infra.database.slates import slate_rows
from infra.demo.groups import groups_of
from ingestion.simulator.chance import Aspect, chance
from ingestion.simulator.opinions import Done, opinions_of
from ingestion.simulator.wall_clock import WallClock
from schema.people.advice import Impression, RecommendationKind, SlateRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from infra.database.transactions import Database, Transaction
    from infra.demo.neighbours import Neighbour
    from infra.demo.residents import Resident
    from ingestion.simulator.opinions import Opinion

DRAWN_BY_LOT: Final = "random"
_OFFERED: Final = 0.25
"""Share of what people did that had been offered to them."""

_AT_ONCE: Final = 1500


class Held(NamedTuple):
    """Whose opinion it is."""

    user_id: str
    opinion: Opinion


def neighbours_opinions(neighbour: Neighbour) -> Iterator[Held]:
    """Yield what a neighbour made of some of what they were offered."""
    done = [Done(deed.at, deed.kind, deed.item_id) for deed in neighbour.deeds]
    rng = chance(neighbour.persona.seed, done[0].at.date(), Aspect.OPINION)
    offered = [one for one in done if rng.random() < _OFFERED]
    for opinion in opinions_of(offered, neighbour.menu, neighbour.tastes, rng):
        yield Held(neighbour.user_id, opinion)


def residents_opinions(resident: Resident, until: datetime) -> Iterator[Held]:
    """Yield what a resident made of some of what they were offered."""
    rng = chance(resident.persona.seed, resident.notes.began_on, Aspect.OPINION)
    done = [one for one in _done(resident, until) if rng.random() < _OFFERED]
    for opinion in opinions_of(done, resident.life.menu, resident.life.tastes, rng):
        yield Held(resident.notes.user_id, opinion)


def _done(resident: Resident, until: datetime) -> Iterator[Done]:
    on = resident.notes.began_on
    while on <= until.astimezone(resident.zone).date():
        day = resident.life.day(on)
        clock = WallClock(on, resident.persona.timezone)
        done = [
            Done(clock.at(bout.end_min), RecommendationKind.WORKOUT, bout.session.plan_id)
            for bout in day.bouts
        ]
        done += [
            Done(clock.at(meal.at_min), RecommendationKind.MEAL, meal.dish.plan_id)
            for meal in day.meals
        ]
        yield from (one for one in done if one.at <= until)
        on += timedelta(days=1)


async def write_opinions(database: Database, held: Iterable[Held]) -> None:
    """Write slates and verdicts in the order of time.

    So who learns from them on the way finds the rest newer than what is known.
    """
    in_time = sorted(held, key=lambda one: (one.opinion.shown_at, one.user_id))
    for group in groups_of(_AT_ONCE, in_time):
        await database.write(partial(_write, held=group))


def _write(tx: Transaction, held: Sequence[Held]) -> None:
    """Write those that are not there yet, with few statements for many of them."""
    records = {_slate_id(one): one for one in held}
    known = tx.rows.scalars(select(SlateRow.id).where(SlateRow.id.in_(records)))
    for slate_id in known:
        del records[slate_id]

    slates = {slate_id: slate_rows(_slate(slate_id, one)) for slate_id, one in records.items()}
    tx.rows.add_all(row for row, _ in slates.values())
    tx.rows.flush()
    tx.rows.add_all(place for _, places in slates.values() for place in places)
    said = [
        feedback_rows(places[judged.place], row, judged.verdict, None, judged.at)
        for slate_id, (row, places) in slates.items()
        for judged in records[slate_id].opinion.verdicts
    ]
    tx.rows.add_all(row for row, _ in said)
    append_rows(tx, [fact for _, fact in said])


def _slate_id(held: Held) -> str:
    opinion = held.opinion
    return str(uuid5(UUID(held.user_id), f"{opinion.kind}:{opinion.shown_at.isoformat()}"))


def _slate(slate_id: str, held: Held) -> SlateRecord:
    opinion = held.opinion
    ids = [str(uuid5(UUID(slate_id), str(place))) for place in range(len(opinion.item_ids))]
    return SlateRecord(
        id=slate_id,
        user_id=held.user_id,
        kind=opinion.kind,
        shown_at=opinion.shown_at,
        model_version=DRAWN_BY_LOT,
        impressions=tuple(
            Impression(ids[place], place, item_id, opinion.propensity)
            for place, item_id in enumerate(opinion.item_ids)
        ),
    )
