"""A person's profile, goals and default options."""

import strawberry

from graph_api.auth import Needs
from graph_api.person import Info, OfPerson
from graph_api.profile.types import SCOPE, DefaultOption, Goals, Profile


@strawberry.type
class ProfileOfPerson(OfPerson):
    """Who a person is."""

    @strawberry.field(extensions=[Needs(SCOPE)])
    async def name(self, info: Info) -> str:
        """Read the account."""
        return (await info.context.loaders.users.load(self.user_id)).name

    @strawberry.field(extensions=[Needs(SCOPE)])
    async def email(self, info: Info) -> str:
        """Read the account."""
        return (await info.context.loaders.users.load(self.user_id)).email

    @strawberry.field(
        description="The time zone in which days are cut now.", extensions=[Needs(SCOPE)]
    )
    async def timezone(self, info: Info) -> str:
        """Read the account."""
        return (await info.context.loaders.users.load(self.user_id)).timezone

    @strawberry.field(extensions=[Needs(SCOPE)])
    async def profile(self, info: Info) -> Profile:
        """Read the profile."""
        known = await info.context.services.profiles.profile(self.user_id)
        return Profile.of(self.caller, known)

    @strawberry.field(extensions=[Needs(SCOPE)])
    async def goals(self, info: Info) -> Goals:
        """Read the goals."""
        return Goals.of(self.caller, await info.context.services.profiles.goals(self.user_id))

    @strawberry.field(
        description="Each option as it holds for the person, and where it came from.",
        extensions=[Needs(SCOPE)],
    )
    async def defaults(self, info: Info) -> list[DefaultOption]:
        """Read the options."""
        return [
            DefaultOption(name=option.name, value=option.value, origin=option.origin)
            for option in await info.context.services.defaults.options(self.user_id)
        ]
