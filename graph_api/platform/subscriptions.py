"""Following an import."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import asdict, replace

import strawberry

from graph_api.auth import Needs
from graph_api.following import following
from graph_api.person import Info
from graph_api.platform.types import Import
from schema.people.imports import ImportProgress, ImportRecord, ImportState
from schema.ports.imports import Imports, ImportWatch

FINAL = {ImportState.DONE, ImportState.FAILED, ImportState.UNDONE}


async def progress(
    imports: Imports, watch: ImportWatch, user_id: str, import_id: str
) -> AsyncIterator[ImportRecord]:
    """Yield the import as it is written down, then each step, until it is through.

    Raises:
        NotFoundError: The person has none of that id.
    """
    record = await imports.get(user_id, import_id)
    yield record
    if record.state in FINAL:
        return
    async for step in watch.steps(import_id):
        record = advanced(record, step)
        yield record
        if record.state in FINAL:
            return


def advanced(record: ImportRecord, step: ImportProgress) -> ImportRecord:
    """Lay a step over what is known; null leaves a field as it is."""
    told = {name: value for name, value in asdict(step).items() if value is not None}
    if step.rejected is not None:
        told["rejected"] = step.rejected
    return replace(record, **told)


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
        """Follow the register and the importer's steps."""
        context, services = info.context, info.context.services
        records = progress(services.imports, services.import_watch, context.caller.user_id, id_)
        async with following(context, records) as followed:
            async for record in followed:
                yield Import.of(record)
