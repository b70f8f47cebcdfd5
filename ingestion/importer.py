"""Importing files: through the pipeline onto the log, and counted in the lakehouse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from ingestion.files import survey
from ingestion.formats.clock import LocalClock
from ingestion.importing import ImportStores, ImportWork, LakehouseBehindError, Whose
from ingestion.lease import ImportLease
from schema.errors import PulsePlateError
from schema.people.imports import ImportProgress, ImportRecord, ImportState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingestion.pipeline import Pipeline
    from ingestion.reading import Tally

__all__ = ["ImportStores", "Importer", "LakehouseBehindError", "Whose"]

_AT_ONCE: Final = 2


class Importer:
    """Imports files, few at once; a lease says which imports it works at.

    Args:
        pipeline: Checks and converts, as for every door.
        stores: Where events go, and where imports are written down.
        patience_s: How long the log may be away, and the lakehouse may take nothing.
        at_once: How many imports run; others wait for their turn.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        stores: ImportStores,
        *,
        patience_s: float = 180.0,
        at_once: int = _AT_ONCE,
    ) -> None:
        self._pipeline = pipeline
        self._stores = stores
        self._patience_s = patience_s
        self._turns = asyncio.Semaphore(at_once)

    async def import_path(
        self,
        path: Path,
        whose: Whose,
        on_progress: Callable[[ImportProgress], None] = lambda _: None,
    ) -> ImportRecord:
        """Import a file, a folder or an archive; return when the lakehouse has it.

        Raises:
            PulsePlateError: Unreadable, of no known format, of several people: then nothing was
                begun. Or it failed on its way, and so it is written down.
        """
        LocalClock(whose.timezone)
        await asyncio.to_thread(survey, path, whose.person)
        record = await self.begin(whose.user_id, path.name)
        return await self.run(record, path, whose, on_progress)

    async def begin(
        self, user_id: str, file_name: str, object_key: str | None = None
    ) -> ImportRecord:
        """Write down that an import begins, before the file is looked at."""
        return await self._stores.imports.begin(user_id, file_name, object_key)

    async def run(
        self,
        record: ImportRecord,
        path: Path,
        whose: Whose,
        on_progress: Callable[[ImportProgress], None] = lambda _: None,
    ) -> ImportRecord:
        """Do an import that was begun; return when the lakehouse has it.

        Raises:
            LakehouseBehindError: All is in the log, the lakehouse takes it later.
            PulsePlateError: It failed; so it is written down, as whatever else is raised.
        """
        work = ImportWork(self._stores, record, self._patience_s, on_progress)
        async with ImportLease(self._stores.leases, record.id).held(), self._turns:
            return await work.wait(await self._read(work, path, whose))

    async def _read(self, work: ImportWork, path: Path, whose: Whose) -> Tally:
        """Put all of it on the log; what keeps it from that is written down."""
        try:
            found = await asyncio.to_thread(survey, path, whose.person)
            return await work.read(found, whose, self._pipeline)
        except PulsePlateError as error:
            await work.tell(ImportProgress(state=ImportState.FAILED, problem=str(error)))
            raise
        except Exception as error:
            problem = f"it could not be read: {type(error).__name__}"
            await work.tell(ImportProgress(state=ImportState.FAILED, problem=problem))
            raise
