"""Who a person is and what they want, as they see it."""

from datetime import date
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.scalars import JSON

from graph_api.auth import Needs
from graph_api.person import Info, OfPerson
from schema.people import profile
from schema.people.accounts import Caller
from schema.people.defaults import DefaultOrigin
from schema.people.profile import GoalKind, Sex
from schema.ports.lake import DayValue

SCOPE = "read:profile"
OF_WEIGHT: list[FieldExtension] = [Needs("read:recovery")]


def readable() -> Any:
    """Return a field that is shown to who may read it, as an answer to a change too."""
    return strawberry.field(extensions=[Needs(SCOPE)])


@strawberry.type(description="What formulae and rules need of a person. Null: not told.")
class Profile(OfPerson):
    """An empty list says: none."""

    name: str = readable()
    birth_date: date | None = readable()
    sex: Sex | None = readable()
    height_cm: float | None = readable()
    timezone: str = readable()
    region: str | None = readable()
    diet: list[str] | None = readable()
    allergens: list[str] | None = readable()
    injuries: list[str] | None = readable()
    equipment: list[str] | None = readable()

    @strawberry.field(description="The newest weight measured.", extensions=OF_WEIGHT)
    async def weight_kg(self, info: Info) -> float | None:
        """Read the newest reading."""
        lake = await info.context.lake()
        found = await lake.records(self.user_id, ["body_weight"], 1)
        return found[0].value if found else None

    @classmethod
    def of(cls, caller: Caller, known: profile.Profile) -> "Profile":
        """Show the caller's profile."""
        return cls(
            caller=caller,
            name=known.name,
            birth_date=known.birth_date,
            sex=known.sex,
            height_cm=known.height_cm,
            timezone=known.timezone,
            region=known.region,
            diet=listed(known.diet),
            allergens=listed(known.allergens),
            injuries=listed(known.injuries),
            equipment=listed(known.equipment),
        )


def listed(words: tuple[str, ...] | None) -> list[str] | None:
    """Return a list; not told stays not told."""
    return None if words is None else list(words)


@strawberry.type(description="What a person wants, and how far they have come.")
class Goals(OfPerson):
    """Null: not set; a default option may stand in."""

    kind: GoalKind | None = readable()
    target_weight_kg: float | None = readable()
    weekly_rate_kg: float | None = readable()
    daily_energy_kcal: float | None = readable()
    daily_protein_g: float | None = readable()
    daily_steps: int | None = readable()
    weekly_workouts: int | None = readable()

    @strawberry.field(
        description="What the way to the target weight began with.", extensions=OF_WEIGHT
    )
    async def start_weight_kg(self, info: Info) -> float | None:
        """Read it from the newest progress."""
        found = await self._progress(info)
        return None if found is None else found.detail.get("start_weight_kg")

    @strawberry.field(description="The day on which that was.", extensions=OF_WEIGHT)
    async def started_on(self, info: Info) -> date | None:
        """Read it from the newest progress."""
        return day_of(await self._progress(info), "started_on")

    @strawberry.field(description="How much of the way is done, 0 to 1.", extensions=OF_WEIGHT)
    async def progress(self, info: Info) -> float | None:
        """Read the newest progress to the target."""
        found = await self._progress(info)
        return None if found is None else found.value

    @strawberry.field(
        description="When the target is reached at the weekly rate.", extensions=OF_WEIGHT
    )
    async def expected_on(self, info: Info) -> date | None:
        """Read it from the newest progress."""
        return day_of(await self._progress(info), "expected_on")

    async def _progress(self, info: Info) -> DayValue | None:
        if self.target_weight_kg is None:
            return None
        return await info.context.loaders.progress.load(self.user_id)

    @classmethod
    def of(cls, caller: Caller, goals: profile.Goals) -> "Goals":
        """Show the caller's goals."""
        return cls(
            caller=caller,
            kind=goals.kind,
            target_weight_kg=goals.target_weight_kg,
            weekly_rate_kg=goals.weekly_rate_kg,
            daily_energy_kcal=goals.daily_energy_kcal,
            daily_protein_g=goals.daily_protein_g,
            daily_steps=goals.daily_steps,
            weekly_workouts=goals.weekly_workouts,
        )


def day_of(found: DayValue | None, name: str) -> date | None:
    """Return a day of the progress's detail."""
    text = None if found is None else found.detail.get(name)
    return None if text is None else date.fromisoformat(text)


@strawberry.type(description="What holds where a person has not said otherwise.")
class DefaultOption:
    """And how near to the person it was found."""

    name: str
    value: JSON
    origin: DefaultOrigin
