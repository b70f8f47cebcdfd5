"""Imports of files: what is known of each, and taking one back."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

import msgspec


class ImportState(StrEnum):
    """How far an import is."""

    READING = "reading"  # the file is being read into the log
    SENT = "sent"  # all of it is in the log; the lakehouse is taking it
    FINISHED = "finished"  # the lakehouse has it, and counted it
    FAILED = "failed"
    UNDONE = "undone"


class RejectionCount(msgspec.Struct, frozen=True):
    """How often one reason was given, with the sentence of the first time."""

    code: str
    count: int
    example: str


class ImportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One import.

    Attributes:
        origin: What kind of file: `fitbit`.
        read: Samples and records in the file.
        sent: Those appended to the log, each identity once.
        accepted: Counted in the lakehouse: new, or other than before.
        duplicates: The same identity again, in the file or in the lakehouse.
        error: Why it failed.
    """

    import_id: str
    user_id: str
    source_id: str
    origin: str
    file_name: str
    state: ImportState
    started_at_ms: int
    progress: float = 0.0
    read: int = 0
    sent: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: list[RejectionCount] = []
    error: str | None = None


class Imports(Protocol):
    """Where imports are written down; each change is a fact too."""

    async def save(self, record: ImportRecord) -> None:
        """Write the import as it stands now, and its `import` fact.

        The first time its source is made too: kind `import`, named after the origin.
        """

    async def get(self, user_id: str, import_id: str) -> ImportRecord:
        """Return one import of a person.

        Raises:
            NotFoundError: There is none of that id, or it is somebody else's.
        """

    async def of_user(self, user_id: str) -> list[ImportRecord]:
        """Return a person's imports, newest first."""

    async def undo(self, user_id: str, import_id: str) -> ImportRecord:
        """Mark the import undone, and write its `import_undone` fact.

        Raises:
            NotFoundError: There is none of that id, or it is somebody else's.
        """


class ImportProgress(Protocol):
    """Tells whoever watches how far an import is."""

    async def show(self, record: ImportRecord) -> None:
        """Keep the newest state for a while, and tell who listens."""
