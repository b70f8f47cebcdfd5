"""The register of what came in by file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from schema.people.imports import ImportProgress, ImportRecord


class Imports(Protocol):
    """A person's imports; another person's is `NotFoundError`."""

    async def create(
        self, user_id: str, file_name: str, object_key: str | None
    ) -> ImportRecord:
        """Register an import, waiting; its id goes onto every event that it brings."""

    async def record(self, user_id: str, import_id: str) -> ImportRecord:
        """Return one import.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def records(self, user_id: str) -> list[ImportRecord]:
        """Return all imports, newest first."""

    async def advance(
        self, user_id: str, import_id: str, progress: ImportProgress
    ) -> ImportRecord:
        """Note how far it is; the import's fact is written when its state changes.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def undo(self, user_id: str, import_id: str) -> ImportRecord:
        """Take back what only this import brought; doing it again changes nothing.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def waiting(self, limit: int) -> list[ImportRecord]:
        """Return the oldest imports of anybody that nobody has begun; for the importer."""
