"""Imports that nobody works at any more, because their process ended: brought to their end."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from ingestion.importing import ImportWork
from ingestion.lease import ImportLease
from ingestion.reading import Tally
from schema.errors import PulsePlateError
from schema.people.imports import ImportProgress, ImportState

if TYPE_CHECKING:
    from ingestion.importing import ImportStores
    from schema.people.imports import ImportRecord

_log = logging.getLogger(__name__)
_LOOK_EVERY_S: Final = 15.0
"""Longer than a lease goes unprolonged: one that Redis forgot is back at the second look."""

_ABANDONED: Final = (
    "the process that read it ended before all of it was read; bring the file again, "
    "what came in already is recognised and counted once"
)


class Aftercare:
    """Looks for imports without a lease; many processes may do so.

    Args:
        stores: Where imports are written down, and where leases on them are kept.
        patience_s: How long the lakehouse may take nothing until an import is left to a later
            look.
    """

    def __init__(self, stores: ImportStores, *, patience_s: float = 5.0) -> None:
        self._stores = stores
        self._patience_s = patience_s
        self._free: set[str] = set()

    async def follow(self, every_s: float = _LOOK_EVERY_S) -> None:
        """Look again and again, until cancelled; whatever is away in between."""
        async with asyncio.TaskGroup() as work:
            while True:
                try:
                    await self.look(work)
                except Exception as error:  # noqa: BLE001  the next look may go well
                    _log.warning("imports could not be looked after: %s", error)
                await asyncio.sleep(every_s)

    async def look(self, work: asyncio.TaskGroup) -> None:
        """Begin to end each import that is free now and was at the look before."""
        before, self._free = self._free, set()
        for record in await self._stores.imports.unfinished():
            lease = ImportLease(self._stores.leases, record.id)
            if not await lease.take():
                continue
            if record.id in before:
                work.create_task(self._end(record, lease))
            else:
                self._free.add(record.id)
                await lease.release()

    async def _end(self, listed: ImportRecord, lease: ImportLease) -> None:
        async with lease.held():
            try:
                # It may have come further before the lease was taken.
                record = await self._stores.imports.get(listed.user_id, listed.id)
                work = ImportWork(self._stores, record, self._patience_s, lambda _: None)
                match record.state:
                    case ImportState.SENT:
                        await work.wait(_tally(record))
                    case ImportState.WAITING | ImportState.READING:
                        await work.tell(
                            ImportProgress(state=ImportState.FAILED, problem=_ABANDONED)
                        )
            except PulsePlateError as error:
                _log.info("import %s: %s", listed.id, error)
            except Exception as error:  # noqa: BLE001  a later look may go well
                _log.warning("import %s could not be ended: %s", listed.id, error)


def _tally(record: ImportRecord) -> Tally:
    """Return what was read of an import that is sent, as it is written down."""
    rejected = {rejection.code: rejection for rejection in record.rejected}
    return Tally(record.read, record.sent, record.duplicates, rejected)
