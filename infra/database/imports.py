"""Imports of files: how far each is, and taking one back."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import select

from infra.database.facts import append_fact
from infra.database.models import ImportRow
from infra.database.owned import find_row, owned, person
from infra.database.sources import ensure_source
from infra.database.words import writable
from schema.errors import NotFoundError
from schema.facts import FactKind
from schema.people.devices import SourceKind
from schema.people.imports import ImportRecord, ImportState, Rejection

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction
    from schema.people.imports import ImportProgress

ENDS: Final = frozenset({ImportState.DONE, ImportState.FAILED})
_UNFINISHED: Final = (ImportState.WAITING, ImportState.READING, ImportState.SENT)


class SqlImports:
    """A person's imports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(
        self, user_id: str, file_name: str, object_key: str | None = None
    ) -> ImportRecord:
        """Write down a new import, waiting."""

        def begun(tx: Transaction) -> ImportRecord:
            person(tx, user_id)
            row = ImportRow(
                id=str(uuid4()),
                user_id=user_id,
                file_name=writable(file_name),
                state=ImportState.WAITING.value,
                created_at=tx.now,
                origin="",
                object_key=object_key,
                progress=0.0,
                read=0,
                sent=0,
                accepted=0,
                duplicates=0,
                rejected=[],
            )
            tx.rows.add(row)
            _write_fact(tx, row)
            return import_of(row)

        return await self._database.write(begun)

    async def progress(
        self, user_id: str, import_id: str, change: ImportProgress
    ) -> ImportRecord:
        """Write down how far the import is."""

        def advanced(tx: Transaction) -> ImportRecord:
            row = owned(tx, ImportRow, user_id, import_id, change=True)
            before = row.state, row.source_id
            _apply(tx, row, change)
            if row.source_id is not None and before[1] != row.source_id:
                name = row.origin.replace("_", " ").title() or row.file_name
                ensure_source(tx, user_id, row.source_id, name, SourceKind.IMPORT)
            if (row.state, row.source_id) != before:
                _write_fact(tx, row)
            return import_of(row)

        return await self._database.write(advanced)

    async def get(self, user_id: str, import_id: str) -> ImportRecord:
        """Return one import."""
        return await self._database.read(
            lambda tx: import_of(owned(tx, ImportRow, user_id, import_id))
        )

    async def of_user(self, user_id: str) -> list[ImportRecord]:
        """Return a person's imports, newest first."""
        own = (
            select(ImportRow)
            .where(ImportRow.user_id == user_id)
            .order_by(ImportRow.created_at.desc(), ImportRow.id)
        )
        return await self._database.read(
            lambda tx: [import_of(row) for row in tx.rows.scalars(own)]
        )

    async def of_everybody(self) -> list[ImportRecord]:
        """Return all imports, newest first; for the command line."""
        newest = select(ImportRow).order_by(ImportRow.created_at.desc(), ImportRow.id)
        return await self._database.read(
            lambda tx: [import_of(row) for row in tx.rows.scalars(newest)]
        )

    async def unfinished(self) -> list[ImportRecord]:
        """Return everybody's imports that wait, are read or are sent, oldest first."""
        oldest = (
            select(ImportRow)
            .where(ImportRow.state.in_([state.value for state in _UNFINISHED]))
            .order_by(ImportRow.created_at, ImportRow.id)
        )
        return await self._database.read(
            lambda tx: [import_of(row) for row in tx.rows.scalars(oldest)]
        )

    async def owner(self, import_id: str) -> str:
        """Return whose import it is; for the command line.

        Raises:
            NotFoundError: There is none of that id.
        """

        def owned_by(tx: Transaction) -> str:
            row = find_row(tx, ImportRow, import_id)
            if row is None:
                raise NotFoundError(f"there is no import {import_id}")
            return row.user_id

        return await self._database.read(owned_by)

    async def undo(self, user_id: str, import_id: str) -> ImportRecord:
        """Take back what only this import brought; a second time is no error."""

        def undone(tx: Transaction) -> ImportRecord:
            row = owned(tx, ImportRow, user_id, import_id, change=True)
            if row.state != ImportState.UNDONE:
                row.state = ImportState.UNDONE.value
                _write_fact(tx, row)
                append_fact(tx, user_id, FactKind.IMPORT_UNDONE, {}, key=row.id)
            return import_of(row)

        return await self._database.write(undone)


def import_of(row: ImportRow) -> ImportRecord:
    """Return the import of a row."""
    values = {field.name: getattr(row, field.name) for field in fields(ImportRecord)}
    return ImportRecord(
        **values
        | {
            "state": ImportState(row.state),
            "rejected": tuple(Rejection(**reason) for reason in row.rejected),
        }
    )


def _apply(tx: Transaction, row: ImportRow, change: ImportProgress) -> None:
    """Write what is told; an import that was undone stays so."""
    for name, value in asdict(change).items():
        if value is None or (name == "state" and row.state == ImportState.UNDONE):
            continue
        setattr(row, name, _written(value))
    if row.state in ENDS and row.finished_at is None:
        row.finished_at = tx.now


def _written(value: Any) -> Any:
    """Return what is told of a file, as it can be written: files hold anything."""
    match value:
        case str():
            return writable(value)
        case tuple():
            return [_written(one) for one in value]
        case dict():
            return {name: _written(one) for name, one in value.items()}
    return value


def _write_fact(tx: Transaction, row: ImportRow) -> None:
    append_fact(
        tx,
        row.user_id,
        FactKind.IMPORT,
        {
            "file_name": row.file_name,
            "source_id": row.source_id,
            "state": row.state,
            "sent": row.sent,
        },
        key=row.id,
    )
