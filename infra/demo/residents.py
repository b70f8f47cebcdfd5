"""The residents: each with an account, a profile, goals, a plan, a watch and a scale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from infra.database.accounts import SqlAccounts
from infra.database.devices import SqlDevices
from infra.database.passwords import Passwords
from infra.database.plans import HORIZON, SqlPlans
from infra.database.profiles import SqlProfiles
from infra.database.transactions import Database, utc_now
from infra.demo.changes import goals_change, profile_change
from infra.demo.menus import menu_of
from infra.demo.notebook import DeviceKey, ResidentNotes
from infra.demo.passes import PASS_LIFETIME, access_tokens
from ingestion.simulator.life import Life
from ingestion.simulator.residents import RESIDENTS
from schema.errors import NotFoundError
from schema.people.accounts import NewAccount
from schema.people.devices import DeviceKind, NewDevice

if TYPE_CHECKING:
    from infra.composition import House
    from infra.demo.notebook import Notebook
    from ingestion.simulator.persona import Persona
    from schema.people.accounts import User

HISTORY_DAYS: Final = 90
_PASSWORD: Final = "password1"  # noqa: S105  everybody knows it
_WEEK: Final = timedelta(days=6)


@dataclass(frozen=True)
class Resident:
    """A simulated person who lives in this house."""

    life: Life
    notes: ResidentNotes

    @property
    def persona(self) -> Persona:
        """Who they are."""
        return self.life.persona

    @property
    def zone(self) -> ZoneInfo:
        """Where they live."""
        return ZoneInfo(self.persona.timezone)


async def move_in(house: House, notebook: Notebook) -> list[Resident]:
    """Return the residents, each made at the first time; who was erased stays away."""
    arrivals = _Arrivals(house, notebook)
    found = [await arrivals.resident(persona) for persona in RESIDENTS]
    return [resident for resident in found if resident is not None]


class _Arrivals:
    """Makes accounts as of the day on which their history begins."""

    def __init__(self, house: House, notebook: Notebook) -> None:
        self._now = utc_now()
        moved_in = self._now - timedelta(days=HISTORY_DAYS + 1)
        then = Database(house.database.engine, clock=lambda: moved_in)
        self._notebook = notebook
        self._finder = house.accounts
        self._accounts = SqlAccounts(
            then, Passwords(), access_tokens(house.settings), PASS_LIFETIME
        )
        self._profiles = SqlProfiles(then)
        self._plans = SqlPlans(then)
        self._devices = SqlDevices(then)

    async def resident(self, persona: Persona) -> Resident | None:
        notes = self._notebook.notes.residents.get(persona.login)
        user = await self._find(persona)
        if notes is None:
            notes = await self._settle(persona, user or await self._create(persona))
        elif user is None or user.id != notes.user_id:
            return None
        week = await self._week(notes)
        return Resident(Life(persona, menu_of(persona, self._now, week), notes.began_on), notes)

    async def _find(self, persona: Persona) -> User | None:
        try:
            return await self._finder.find(persona.login)
        except NotFoundError:
            return None

    async def _create(self, persona: Persona) -> User:
        return await self._accounts.create(
            NewAccount(
                login=persona.login,
                email=f"{persona.login}@example.com",
                password=_PASSWORD,
                name=persona.name,
                timezone=persona.timezone,
            )
        )

    async def _settle(self, persona: Persona, user: User) -> ResidentNotes:
        await self._profiles.update_profile(user.id, profile_change(persona))
        await self._profiles.update_goals(user.id, goals_change(persona))
        today = self._now.astimezone(ZoneInfo(persona.timezone)).date()
        began_on = today - timedelta(days=HISTORY_DAYS - 1)
        await self._plans.make(user.id, began_on, today + HORIZON)
        notes = ResidentNotes(
            user_id=user.id,
            watch=await self._register(user, DeviceKind.WATCH),
            scale=await self._register(user, DeviceKind.SCALE),
            began_on=began_on,
        )
        self._notebook.notes.residents[persona.login] = notes
        self._notebook.save()
        return notes

    async def _register(self, user: User, kind: DeviceKind) -> DeviceKey:
        credentials = await self._devices.register(user.id, NewDevice(kind))
        return DeviceKey(credentials.device.id, credentials.token)

    async def _week(self, notes: ResidentNotes) -> dict[int, str]:
        """Return the kind of each weekday's session, as it was planned when they moved in."""
        planned = await self._plans.plan(notes.user_id, notes.began_on, notes.began_on + _WEEK)
        return {session.date.weekday(): session.kind for session in planned}
