"""Imports of files: writing down how far each is, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.people.imports import ImportProgress, ImportRecord


class Imports(Protocol):
    """Where a person's imports are written down."""

    async def begin(
        self, user_id: str, file_name: str, object_key: str | None = None
    ) -> ImportRecord:
        """Write down a new import, `WAITING`."""

    async def progress(
        self, user_id: str, import_id: str, change: ImportProgress
    ) -> ImportRecord:
        """Write down how far the import is.

        A new state is an `import` fact, with `sent` in its payload; a `source_id` told for the
        first time makes the source, of kind `IMPORT` and named after the origin.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def get(self, user_id: str, import_id: str) -> ImportRecord:
        """Return one import.

        Raises:
            NotFoundError: The person has none of that id.
        """

    async def of_user(self, user_id: str) -> list[ImportRecord]:
        """Return a person's imports, newest first."""

    async def unfinished(self) -> list[ImportRecord]:
        """Return everybody's imports that wait, are read or are sent, oldest first."""

    async def undo(self, user_id: str, import_id: str) -> ImportRecord:
        """Mark the import `UNDONE`, with its `import_undone` fact; a second time is no error.

        Raises:
            NotFoundError: The person has none of that id.
        """


class ImportWatch(Protocol):
    """Tells whoever watches how far an import is, without asking SQL for each step."""

    async def show(self, import_id: str, step: ImportProgress) -> None:
        """Keep the newest step for a while, and tell who listens."""

    def steps(self, import_id: str) -> AsyncIterator[ImportProgress]:
        """Yield the newest step, and each that comes after it."""
