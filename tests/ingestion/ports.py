"""Small stores that keep what the ports promise, in memory."""

import asyncio
from dataclasses import asdict, replace
from datetime import UTC, datetime

from schema.errors import LogUnavailableError, NotFoundError
from schema.people.imports import ImportRecord, ImportState
from schema.ports.lake import ImportCount


class MemoryLog:
    """A log that can be away."""

    def __init__(self):
        self.envelopes, self.letters, self.facts = [], [], []
        self.is_away = False

    async def append(self, envelopes):
        self._take(self.envelopes, envelopes)

    async def dead_letter(self, letters):
        self._take(self.letters, letters)

    async def state(self, facts):
        self._take(self.facts, facts)

    def _take(self, kept, new) -> None:
        if self.is_away:
            raise LogUnavailableError("the log is away")
        kept.extend(new)


class MemoryImports:
    """Imports of one process."""

    def __init__(self):
        self.records = {}

    async def begin(self, user_id, file_name, object_key=None):
        record = ImportRecord(
            id=f"import-{len(self.records)}",
            user_id=user_id,
            file_name=file_name,
            state=ImportState.WAITING,
            created_at=datetime.now(UTC),
            object_key=object_key,
        )
        self.records[record.id] = record
        return record

    async def progress(self, user_id, import_id, change):
        told = {name: value for name, value in asdict(change).items() if value is not None}
        if change.rejected is not None:
            told["rejected"] = change.rejected
        self.records[import_id] = replace(await self.get(user_id, import_id), **told)
        return self.records[import_id]

    async def unfinished(self):
        open_states = {ImportState.WAITING, ImportState.READING, ImportState.SENT}
        return [record for record in self.records.values() if record.state in open_states]

    async def get(self, user_id, import_id):
        record = self.records.get(import_id)
        if record is None or record.user_id != user_id:
            raise NotFoundError("no such import")
        return record


class CountingLake:
    """Counts what of an import stands in the log, as the lakehouse would."""

    def __init__(self, log, *, takes=True):
        self._log, self._takes = log, takes

    async def import_count(self, _user_id, import_id):
        if not self._takes:
            return ImportCount(0, 0)
        before, new, again = set(), 0, 0
        for envelope in self._log.envelopes:
            for offset in envelope.offsets_ms:
                at = envelope.record_id or envelope.start_ms + offset
                identity = (envelope.type, at, envelope.duration_ms)
                if envelope.import_id == import_id:
                    again += identity in before
                    new += identity not in before
                before.add(identity)
        return ImportCount(new, again)


class Watch:
    """Remembers each step."""

    def __init__(self):
        self.shown = []

    async def show(self, import_id, step):
        self.shown.append((import_id, step))
        await asyncio.sleep(0)


class HeardDevices:
    """Remembers which devices spoke."""

    def __init__(self):
        self.heard = []

    async def seen(self, sightings):
        self.heard.extend(sightings)
