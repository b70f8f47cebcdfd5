"""Uploaded files: kept, imported, and told how far they are."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ingestion.importer import Importer, Whose
from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import BinaryIO

    from schema.people.imports import ImportRecord
    from schema.ports.objects import ObjectStore

_log = logging.getLogger(__name__)
_LARGEST_KEPT_BYTES: Final = 64 * 1024 * 1024
_LONGEST_NAME: Final = 200
_ORIGINAL: Final = "original"


class Uploads:
    """Takes files from people and imports them beside what else this process does.

    Args:
        importer: Does the imports.
        objects: Keeps the originals, those that are not very large.
        zone_of: Tells a person's time zone, where the sender names none.
    """

    def __init__(
        self,
        importer: Importer,
        objects: ObjectStore,
        zone_of: Callable[[str], Awaitable[str]],
    ) -> None:
        self._importer = importer
        self._objects = objects
        self._zone_of = zone_of
        self._running: set[asyncio.Task[None]] = set()

    async def take(
        self,
        content: BinaryIO,
        name: str,
        user_id: str,
        *,
        timezone: str | None,
        person: str | None,
    ) -> str:
        """Keep a file and begin its import; return the import's id.

        Args:
            content: Read from its beginning; may be closed afterwards.
            name: As the sender calls it.
            user_id: Whose.
            timezone: Of its local times; null: the person's own.
            person: Which person of the file, where there are several.
        """
        folder = TemporaryDirectory(prefix="pulseplate-upload-")
        path = Path(folder.name) / _ORIGINAL
        await asyncio.to_thread(_write, content, path)
        key = await asyncio.to_thread(self._keep, path, user_id)
        record = await self._importer.begin(user_id, name[:_LONGEST_NAME], key)
        whose = Whose(user_id, timezone or await self._zone_of(user_id), person)
        task = asyncio.create_task(self._import(record, path, whose, folder))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return record.id

    async def close(self) -> None:
        """Wait for the imports that run."""
        await asyncio.gather(*self._running)

    def _keep(self, path: Path, user_id: str) -> str | None:
        if path.stat().st_size > _LARGEST_KEPT_BYTES:
            return None
        key = f"uploads/{user_id}/{uuid4()}/{_ORIGINAL}"
        self._objects.put(key, path.read_bytes())
        return key

    async def _import(
        self, record: ImportRecord, path: Path, whose: Whose, folder: TemporaryDirectory[str]
    ) -> None:
        with folder:
            try:
                await self._importer.run(record, path, whose)
            except PulsePlateError as error:
                _log.warning("import %s: %s", record.id, error)
            except Exception:  # noqa: BLE001  a bug, logged as one
                _log.exception("import %s", record.id)


def _write(content: BinaryIO, path: Path) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)
