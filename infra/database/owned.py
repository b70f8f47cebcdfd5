"""Rows of one person: whatever is not theirs is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from infra.database.models import (
    ApiKeyRow,
    Base,
    DeviceRow,
    GoalsRow,
    ImportRow,
    PersonRow,
    ProfileRow,
    SlateRow,
    SourceRow,
)
from infra.database.words import is_writable
from schema.errors import NotFoundError

if TYPE_CHECKING:
    from infra.database.transactions import Transaction

Owned = TypeVar(
    "Owned", ApiKeyRow, DeviceRow, GoalsRow, ImportRow, ProfileRow, SlateRow, SourceRow
)

Row = TypeVar("Row", bound=Base)


def owned(
    tx: Transaction, table: type[Owned], user_id: str, row_id: str, *, change: bool = False
) -> Owned:
    """Return the row of that id, if it is the person's; hold it, if it is to change.

    Raises:
        NotFoundError: It is not there, or not theirs: nobody learns which.
    """
    row = find_row(tx, table, row_id, change=change)
    if row is None or row.user_id != user_id:
        raise NotFoundError(f"there is no {_word(table)} {row_id}")
    return row


def find_row(
    tx: Transaction, table: type[Row], row_id: str, *, change: bool = False
) -> Row | None:
    """Return the row of that id; null also for what no id can be."""
    if not is_writable(row_id):
        return None
    return tx.rows.get(table, row_id, with_for_update=True if change else None)


def person(tx: Transaction, user_id: str) -> PersonRow:
    """Return the account.

    Raises:
        NotFoundError: There is none of that id.
    """
    row = find_row(tx, PersonRow, user_id)
    if row is None:
        raise NotFoundError(f"there is no person {user_id}")
    return row


def _word(table: Any) -> str:
    return str(table.__tablename__).replace("_", " ")
