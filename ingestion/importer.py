"""Importing files: through the pipeline onto the log, and counted in the lakehouse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ingestion.files import survey
from ingestion.formats.clock import LocalClock
from ingestion.importing import ImportStores, ImportWork, LakehouseBehindError, Whose
from schema.errors import PulsePlateError
from schema.people.imports import ImportProgress, ImportRecord, ImportState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingestion.pipeline import Pipeline

__all__ = ["ImportStores", "Importer", "LakehouseBehindError", "Whose"]


class Importer:
    """Imports files.

    Args:
        pipeline: Checks and converts, as for every door.
        stores: Where events go, and where imports are written down.
        patience_s: How long the log may be away, and the lakehouse may take nothing.
    """

    def __init__(
        self, pipeline: Pipeline, stores: ImportStores, *, patience_s: float = 180.0
    ) -> None:
        self._pipeline = pipeline
        self._stores = stores
        self._patience_s = patience_s

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
        try:
            found = await asyncio.to_thread(survey, path, whose.person)
            tally = await work.read(found, whose, self._pipeline)
        except PulsePlateError as error:
            await work.tell(ImportProgress(state=ImportState.FAILED, problem=str(error)))
            raise
        except Exception as error:
            problem = f"it could not be read: {type(error).__name__}"
            await work.tell(ImportProgress(state=ImportState.FAILED, problem=problem))
            raise
        return await work.wait(tally)
