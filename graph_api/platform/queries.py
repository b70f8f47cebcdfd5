"""A person's keys and imports."""

import strawberry

from graph_api.auth import Needs
from graph_api.person import Info, OfPerson
from graph_api.platform.types import ApiKey, Import


@strawberry.type
class PlatformOfPerson(OfPerson):
    """What surrounds a person's data."""

    @strawberry.field(
        description="All keys, revoked ones too, oldest first.",
        extensions=[Needs("read:account", in_person=True)],
    )
    async def api_keys(self, info: Info) -> list[ApiKey]:
        """Read the keys."""
        keys = await info.context.services.api_keys.keys(self.user_id)
        return [ApiKey.of(key) for key in keys]

    @strawberry.field(
        description="What came in by file, newest first.", extensions=[Needs("read:imports")]
    )
    async def imports(self, info: Info) -> list[Import]:
        """Read the register."""
        records = await info.context.services.imports.of_user(self.user_id)
        return [Import.of(record) for record in records]
