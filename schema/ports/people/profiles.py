"""Who people are, what they want and plan, and what holds where they have not said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from schema.people.advice import PlannedSession
    from schema.people.defaults import DefaultOption, ReferenceValue
    from schema.people.profile import Goals, GoalsChange, Profile, ProfileChange, TimeZonePeriod


class Profiles(Protocol):
    """Who a person is, where they live, and what they want."""

    async def profile(self, user_id: str) -> Profile:
        """Return the profile as it is now."""

    async def update_profile(self, user_id: str, change: ProfileChange) -> Profile:
        """Change the profile from now on; another time zone begins a period.

        Raises:
            InvalidInputError: A field cannot be taken, named in camel case (`heightCm`).
        """

    async def time_zones(self, user_id: str) -> list[TimeZonePeriod]:
        """Return the periods, oldest first."""

    async def goals(self, user_id: str) -> Goals:
        """Return the goals as they are now."""

    async def update_goals(self, user_id: str, change: GoalsChange) -> Goals:
        """Change the goals from now on, and the plan of the days to come with them.

        Raises:
            InvalidInputError: A field cannot be taken, named in camel case.
        """


class Plans(Protocol):
    """What people mean to do, made from their weekly workouts and the default distribution.

    Who has neither said how often they train nor what for has no plan.
    """

    async def plan(self, user_id: str, first: date, last: date) -> list[PlannedSession]:
        """Return what is planned between two days, by day."""

    async def make(self, user_id: str, first: date, last: date) -> list[PlannedSession]:
        """Plan the days between two anew from the goals as they are; return what stands."""

    async def extend(self) -> int:
        """Prolong everybody's plan to four weeks from now; return how many sessions came.

        For a daily schedule; no person may call this.
        """


class Defaults(Protocol):
    """Default options and the reference population."""

    async def options(self, user_id: str) -> list[DefaultOption]:
        """Return each option as it holds for the person, nearest origin first, by name."""

    async def option(self, user_id: str, name: str) -> DefaultOption | None:
        """Return one option as it holds for the person."""

    async def choose(self, user_id: str, name: str, value: object) -> DefaultOption:
        """Set an option for the person alone; null goes back to the segment's.

        Raises:
            InvalidInputError: There is no option of that name.
        """

    async def reference(self, user_id: str) -> list[ReferenceValue]:
        """Return what is usual among people of the person's region, sex and age."""
