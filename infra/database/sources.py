"""Sources: each is written down at its first use, with its fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.database.facts import append_fact
from infra.database.models import SourceRow
from infra.database.owned import owned
from schema.facts import FactKind
from schema.people.devices import Source, SourceKind

if TYPE_CHECKING:
    from infra.database.transactions import Transaction


def write_source(
    tx: Transaction, user_id: str, source_id: str, name: str, kind: SourceKind
) -> SourceRow:
    """Write down a new source; a device's has the device's id."""
    row = SourceRow(
        id=source_id,
        user_id=user_id,
        name=name,
        kind=kind.value,
        device_id=source_id if kind is SourceKind.DEVICE else None,
        created_at=tx.now,
    )
    tx.rows.add(row)
    write_source_fact(tx, row)
    return row


def ensure_source(
    tx: Transaction, user_id: str, source_id: str, name: str, kind: SourceKind
) -> SourceRow:
    """Return the source, written down if this is its first use.

    Raises:
        NotFoundError: The id is another person's.
    """
    if tx.rows.get(SourceRow, source_id) is None:
        return write_source(tx, user_id, source_id, name, kind)
    return owned(tx, SourceRow, user_id, source_id)


def write_source_fact(tx: Transaction, row: SourceRow) -> None:
    """Tell the source as it is now."""
    append_fact(
        tx,
        row.user_id,
        FactKind.SOURCE,
        {"name": row.name, "kind": row.kind, "device_id": row.device_id},
        key=row.id,
    )


def source_of(row: SourceRow) -> Source:
    """Return the source of a row."""
    return Source(
        id=row.id,
        name=row.name,
        kind=SourceKind(row.kind),
        device_id=row.device_id,
        created_at=row.created_at,
    )
