"""Forgetting: a person's rows go at once, the register stays."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import delete, select

from infra.database.facts import append_fact
from infra.database.models import ErasureRow, FactRow, SignInAttemptRow
from infra.database.owned import find_row, person
from schema.errors import NotFoundError
from schema.facts import FactKind
from schema.people.accounts import Erasure

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction


class SqlErasures:
    """The register of who asked to be forgotten."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def request(self, user_id: str) -> Erasure:
        """Delete all rows of the person at once, register it, and tell the other stores."""
        return await self._database.write(lambda tx: _erase(tx, user_id))

    async def completed(self, erasure_id: str) -> Erasure:
        """Note that the last store has forgotten."""

        def noted(tx: Transaction) -> Erasure:
            row = find_row(tx, ErasureRow, erasure_id, change=True)
            if row is None:
                raise NotFoundError(f"there is no erasure {erasure_id}")
            row.completed_at = row.completed_at or tx.now
            return _erasure_of(row)

        return await self._database.write(noted)

    async def register(self) -> list[Erasure]:
        """Return all erasures, oldest first."""
        oldest = select(ErasureRow).order_by(ErasureRow.requested_at, ErasureRow.id)
        return await self._database.read(
            lambda tx: [_erasure_of(row) for row in tx.rows.scalars(oldest)]
        )


def _erase(tx: Transaction, user_id: str) -> Erasure:
    """Delete the account, and with it whatever refers to it; the facts go by name."""
    account = person(tx, user_id)
    row = ErasureRow(id=str(uuid4()), user_id=user_id, requested_at=tx.now)
    tx.rows.add(row)
    tx.rows.execute(delete(FactRow).where(FactRow.user_id == user_id))
    tx.rows.execute(
        delete(SignInAttemptRow).where(
            SignInAttemptRow.login_key.in_((account.login_key, account.email_key))
        )
    )
    tx.rows.delete(account)
    append_fact(
        tx,
        user_id,
        FactKind.ERASURE,
        {"requested_at": row.requested_at.isoformat()},
        key=row.id,
    )
    return _erasure_of(row)


def _erasure_of(row: ErasureRow) -> Erasure:
    return Erasure(row.id, row.user_id, row.requested_at, row.completed_at)
