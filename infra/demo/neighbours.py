"""The neighbours: accounts without a password, and what they trained, ate and thought of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from infra.database.models import GoalsRow, ProfileRow
from infra.database.profile_rows import apply_change, write_goals_fact, write_profile_fact
from infra.demo.accounts import account_without_password, known_ids
from infra.demo.changes import goals_change, profile_change
from infra.demo.groups import groups_of
from infra.demo.menus import menu_of
from infra.demo.residents import HISTORY_DAYS
from ingestion.simulator.deeds import Deed, deeds_of
from ingestion.simulator.neighbours import neighbours
from ingestion.simulator.tastes import Tastes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from infra.database.transactions import Database, Transaction
    from infra.demo.door import EventDoor
    from infra.demo.passes import Passes
    from ingestion.simulator.menu import Menu
    from ingestion.simulator.persona import Persona

COUNT: Final = 300
_ACCOUNTS_AT_ONCE: Final = 30
_SENDERS_AT_ONCE: Final = 12


@dataclass(frozen=True)
class Neighbour:
    """Somebody whose deeds are known, not their days."""

    user_id: str
    persona: Persona
    menu: Menu
    tastes: Tastes
    deeds: list[Deed]


class Neighbourhood:
    """Makes neighbours and tells what they did."""

    def __init__(
        self, database: Database, door: EventDoor, passes: Passes, count: int = COUNT
    ) -> None:
        self._database = database
        self._door = door
        self._passes = passes
        self._count = count

    async def settle(self, last: date) -> list[Neighbour]:
        """Return the neighbours, made where they are missing, with ninety days of deeds."""
        settled: list[Neighbour] = []
        first = last - timedelta(days=HISTORY_DAYS - 1)
        for group in groups_of(_ACCOUNTS_AT_ONCE, neighbours(self._count)):
            ids = await self._database.write(partial(_make, personas=group))
            for persona, user_id in zip(group, ids, strict=True):
                settled.append(_neighbour(persona, user_id, first, last, self._database.now()))
                await asyncio.sleep(0)
        return settled

    async def tell_deeds(self, settled: Sequence[Neighbour]) -> None:
        """Send everybody's workouts and meals."""
        for group in groups_of(_SENDERS_AT_ONCE, settled):
            async with asyncio.TaskGroup() as telling:
                for neighbour in group:
                    telling.create_task(self._tell(neighbour))

    async def _tell(self, neighbour: Neighbour) -> None:
        token = await self._passes.of(neighbour.user_id)
        await self._door.send(token, (deed.event for deed in neighbour.deeds))


def _neighbour(
    persona: Persona, user_id: str, first: date, last: date, now: datetime
) -> Neighbour:
    menu = menu_of(persona, now)
    tastes = Tastes(persona, menu)
    return Neighbour(user_id, persona, menu, tastes, deeds_of(persona, tastes, first, last))


def _make(tx: Transaction, personas: Sequence[Persona]) -> list[str]:
    """Make the accounts that are missing, as of the day on which their history begins."""
    known = known_ids(tx, [persona.login for persona in personas])
    then = replace(tx, now=tx.now - timedelta(days=HISTORY_DAYS))
    return [known.get(persona.login) or _make_one(then, persona) for persona in personas]


def _make_one(then: Transaction, persona: Persona) -> str:
    user_id = account_without_password(then, persona.login, persona.name, persona.timezone)
    profile = then.rows.get_one(ProfileRow, user_id)
    apply_change(profile, profile_change(persona))
    write_profile_fact(then, profile)
    goals = then.rows.get_one(GoalsRow, user_id)
    apply_change(goals, goals_change(persona))
    write_goals_fact(then, goals)
    return user_id
