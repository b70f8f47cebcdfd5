"""Changing who one is and what one wants."""

from datetime import date
from typing import Annotated

import strawberry

from graph_api.auth import Needs, check
from graph_api.errors import Problem, SaysProblems
from graph_api.person import Info
from graph_api.profile.types import Goals, Profile
from graph_api.recovery.mutations import LOGGED, tell_weight
from graph_api.unset import given, given_list, given_value
from schema.people.profile import GoalKind, GoalsChange, ProfileChange, Sex
from schema.people.rules import check_profile

ENTERED = [Needs("write:profile"), SaysProblems()]


@strawberry.input(description="What is absent stays as it is; null empties a field.")
class ProfileInput:
    """`weightKg` becomes a measurement."""

    name: str | None = strawberry.UNSET
    birth_date: date | None = strawberry.UNSET
    sex: Sex | None = strawberry.UNSET
    height_cm: float | None = strawberry.UNSET
    weight_kg: float | None = strawberry.UNSET
    timezone: str | None = strawberry.UNSET
    region: str | None = strawberry.UNSET
    diet: list[str] | None = strawberry.UNSET
    allergens: list[str] | None = strawberry.UNSET
    injuries: list[str] | None = strawberry.UNSET
    equipment: list[str] | None = strawberry.UNSET

    def change(self) -> ProfileChange:
        """Return what changes."""
        return ProfileChange(
            name=given_value("name", self.name),
            timezone=given_value("timezone", self.timezone),
            birth_date=given(self.birth_date),
            sex=given(self.sex),
            height_cm=given(self.height_cm),
            region=given(self.region),
            diet=given_list(self.diet),
            allergens=given_list(self.allergens),
            injuries=given_list(self.injuries),
            equipment=given_list(self.equipment),
        )


@strawberry.input(description="What is absent stays as it is; null empties a field.")
class GoalsInput:
    """The plan of the days to come follows."""

    kind: GoalKind | None = strawberry.UNSET
    target_weight_kg: float | None = strawberry.UNSET
    weekly_rate_kg: float | None = strawberry.UNSET
    daily_energy_kcal: float | None = strawberry.UNSET
    daily_protein_g: float | None = strawberry.UNSET
    daily_steps: int | None = strawberry.UNSET
    weekly_workouts: int | None = strawberry.UNSET

    def change(self) -> GoalsChange:
        """Return what changes."""
        return GoalsChange(
            kind=given(self.kind),
            target_weight_kg=given(self.target_weight_kg),
            weekly_rate_kg=given(self.weekly_rate_kg),
            daily_energy_kcal=given(self.daily_energy_kcal),
            daily_protein_g=given(self.daily_protein_g),
            daily_steps=given(self.daily_steps),
            weekly_workouts=given(self.weekly_workouts),
        )


ProfileResult = Annotated[Profile | Problem, strawberry.union("ProfileResult")]
GoalsResult = Annotated[Goals | Problem, strawberry.union("GoalsResult")]


@strawberry.type
class ProfileMutation:
    """What a person changes about themselves."""

    @strawberry.mutation(
        description="Changes the profile from now on; the past keeps what held then.",
        extensions=ENTERED,
    )
    async def update_profile(self, info: Info, input_: ProfileInput) -> ProfileResult:
        """Change the profile once nothing can be refused but the weight, reported first."""
        caller, services = info.context.caller, info.context.services
        change = input_.change()
        check_profile(change, services.clock().date())
        weight_kg = given(input_.weight_kg)
        if isinstance(weight_kg, float):
            check(caller, LOGGED["body_weight"])
            told = await tell_weight(info, services.clock(), weight_kg)
            if isinstance(told, Problem):
                return Problem(code=told.code, message=told.message, field="weightKg")
        changed = await services.profiles.update_profile(caller.user_id, change)
        await services.advice.fit_anew(caller.user_id)
        return Profile.of(caller, changed)

    @strawberry.mutation(description="Changes the goals from now on.", extensions=ENTERED)
    async def update_goals(self, info: Info, input_: GoalsInput) -> GoalsResult:
        """Change the goals."""
        caller, services = info.context.caller, info.context.services
        changed = await services.profiles.update_goals(caller.user_id, input_.change())
        await services.advice.fit_anew(caller.user_id)
        return Goals.of(caller, changed)
