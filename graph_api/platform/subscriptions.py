"""Following an import."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import strawberry

from graph_api.auth import Needs
from graph_api.following import following
from graph_api.person import Info
from graph_api.platform.types import Import
from schema.people.imports import ImportRecord, ImportState
from schema.ports.imports import Imports

LOOK_INTERVAL_S = 0.5
FINAL = {ImportState.DONE, ImportState.FAILED, ImportState.UNDONE}


async def progress(
    imports: Imports, user_id: str, import_id: str
) -> AsyncIterator[ImportRecord]:
    """Yield the import as it is, then whenever it has changed, until it is through.

    Raises:
        NotFoundError: The person has none of that id.
    """
    shown: ImportRecord | None = None
    while shown is None or shown.state not in FINAL:
        record = await imports.get(user_id, import_id)
        if record == shown:
            await asyncio.sleep(LOOK_INTERVAL_S)
            continue
        yield record
        shown = record


@strawberry.type
class PlatformSubscription:
    """What goes on around a person's data."""

    @strawberry.subscription(
        description="An import as it goes, until it is through.",
        extensions=[Needs("read:imports")],
    )
    async def import_progress(
        self, info: Info, id_: strawberry.ID
    ) -> AsyncGenerator[Import, None]:
        """Follow the register."""
        context = info.context
        records = progress(context.services.imports, context.caller.user_id, id_)
        async with following(context, records) as followed:
            async for record in followed:
                yield Import.of(record)
