"""One import at work: reading into the log, then waiting for the lakehouse."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from ingestion.envelopes import Delivery
from ingestion.formats.clock import LocalClock
from ingestion.intake import keep
from ingestion.pipeline import now_ms
from ingestion.reading import FileReading
from schema.errors import LogUnavailableError, PulsePlateError
from schema.events import Door
from schema.people.devices import SourceKind, import_source_id
from schema.people.imports import ImportProgress, ImportRecord, ImportState
from schema.ports.doors import Sender

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingestion.files import Survey
    from ingestion.pipeline import Pipeline, Reading
    from ingestion.reading import Tally
    from schema.ports.imports import Imports, ImportWatch
    from schema.ports.lake import Lakehouse
    from schema.ports.lease import Leases
    from schema.ports.log import EventLog

UNKNOWN_FILE: Final = "unknown_format"
_TELL_EVERY_S: Final = 1.0
_ASK_EVERY_S: Final = 0.5
_READING_SHARE: Final = 0.5
"""Of the progress; the lakehouse's taking is the rest."""


class LakehouseBehindError(PulsePlateError):
    """All is in the log, but the lakehouse has not taken it in time; it will."""

    code: ClassVar[str] = "lakehouse_behind"

    def __init__(self, sent: int, taken: int, waited_s: float) -> None:
        super().__init__(
            f"{sent} samples and records are in the log, {taken} of them in the lakehouse; "
            f"nothing more came in {waited_s:.0f} s, the rest comes when the stream is up again"
        )


@dataclass(frozen=True)
class Whose:
    """Whose file it is.

    Attributes:
        timezone: In which its local times are.
        person: Which person of the file, where there are several.
    """

    user_id: str
    timezone: str
    person: str | None = None


@dataclass(frozen=True)
class ImportStores:
    """What an import needs from outside."""

    log: EventLog
    imports: Imports
    lake: Lakehouse
    watch: ImportWatch
    leases: Leases


class ImportWork:
    """One import.

    Args:
        stores: Where events go, and where the import is written down.
        record: The import as it was begun.
        patience_s: How long the log may be away, and the lakehouse may take nothing.
        on_progress: Told of each step.
    """

    def __init__(
        self,
        stores: ImportStores,
        record: ImportRecord,
        patience_s: float,
        on_progress: Callable[[ImportProgress], None],
    ) -> None:
        self._stores = stores
        self._record = record
        self._patience_s = patience_s
        self._on_progress = on_progress
        self._told_at = 0.0

    async def read(self, found: Survey, whose: Whose, pipeline: Pipeline) -> Tally:
        """Put all of it on the log.

        Raises:
            UnreadableFileError: A file is not what its beginning promised.
            LogUnavailableError: The log was away for too long.
        """
        source_id = import_source_id(whose.user_id, found.origin)
        await self.tell(
            ImportProgress(state=ImportState.READING, origin=found.origin, source_id=source_id)
        )
        characters = [0]

        def on_read(count: int) -> None:
            characters[0] += count

        sender = Sender(whose.user_id, source_id, SourceKind.IMPORT)
        reading = FileReading(
            found.events(LocalClock(whose.timezone), on_read),
            pipeline,
            Delivery(sender, Door.FILE, now_ms(), self._record.id),
        )
        for name in found.unknown:
            reading.tally.reject(UNKNOWN_FILE, f"{name} is of no known format")
        while (batch := await asyncio.to_thread(reading.next_batch)) is not None:
            await self._keep(batch)
            share = min(1.0, characters[0] / max(1, found.size))
            await self._tell_in_a_while(_step(reading.tally, share * _READING_SHARE))
        return reading.tally

    async def wait(self, tally: Tally) -> ImportRecord:
        """Wait until the lakehouse has taken all that was sent, and count it there.

        Raises:
            LakehouseBehindError: It took nothing more for too long.
        """
        await self.tell(_step(tally, _READING_SHARE, ImportState.SENT))
        taken, newest_at = -1, time.monotonic()
        while True:
            count = await self._stores.lake.import_count(self._record.user_id, self._record.id)
            if count.accepted + count.duplicates >= tally.sent:
                break
            if count.accepted + count.duplicates > taken:
                taken, newest_at = count.accepted + count.duplicates, time.monotonic()
            if time.monotonic() - newest_at > self._patience_s:
                raise LakehouseBehindError(tally.sent, taken, self._patience_s)
            share = _READING_SHARE + (1 - _READING_SHARE) * taken / tally.sent
            await self._tell_in_a_while(_step(tally, share))
            await asyncio.sleep(_ASK_EVERY_S)
        return await self.tell(
            ImportProgress(
                state=ImportState.DONE,
                progress=1.0,
                accepted=count.accepted,
                duplicates=count.duplicates + tally.duplicates,
            )
        )

    async def tell(self, step: ImportProgress) -> ImportRecord:
        """Write a step down, and tell who watches."""
        self._told_at = time.monotonic()
        record = await self._stores.imports.progress(
            self._record.user_id, self._record.id, step
        )
        await self._stores.watch.show(self._record.id, step)
        self._on_progress(step)
        return record

    async def _tell_in_a_while(self, step: ImportProgress) -> None:
        if time.monotonic() - self._told_at > _TELL_EVERY_S:
            await self.tell(step)

    async def _keep(self, batch: Reading) -> None:
        """Put a batch on the log, however often it takes within the patience."""
        begun = time.monotonic()
        while True:
            try:
                await keep(self._stores.log, [batch])
            except LogUnavailableError:
                if time.monotonic() - begun > self._patience_s:
                    raise
                await asyncio.sleep(_ASK_EVERY_S)
            else:
                return


def _step(tally: Tally, progress: float, state: ImportState | None = None) -> ImportProgress:
    return ImportProgress(
        state=state,
        progress=progress,
        read=tally.read,
        sent=tally.sent,
        duplicates=tally.duplicates,
        rejected=tuple(tally.rejected.values()),
    )
