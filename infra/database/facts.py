"""Facts: written with the rows they speak of, in one transaction, numbered per person."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import select, update

from infra.database.models import FactRow, FactSequenceRow
from schema.facts import Fact, FactKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.database.transactions import Database, Transaction

MS_PER_S = 1000


def epoch_ms(instant: datetime) -> int:
    """Return an instant as UTC epoch milliseconds."""
    return round(instant.timestamp() * MS_PER_S)


def append_fact(
    tx: Transaction,
    user_id: str,
    kind: FactKind,
    payload: dict[str, Any],
    key: str = "",
) -> datetime:
    """Write a fact that holds from now on; return that instant.

    It is never before what was told of the person so far: what was changed last holds, also
    when the clock goes back.

    Args:
        tx: The transaction that changes the rows.
        user_id: Whose it is.
        kind: What changed.
        payload: The whole row after the change.
        key: Which of several of its kind.
    """
    row = fact_row(tx.now, user_id, kind, payload, key)
    append_row(tx, row)
    row.valid_from_ms = row.recorded_at_ms
    return datetime.fromtimestamp(row.valid_from_ms / MS_PER_S, UTC)


def fact_row(
    valid_from: datetime, user_id: str, kind: FactKind, payload: dict[str, Any], key: str = ""
) -> FactRow:
    """Return a fact that holds from an instant on, without its place yet."""
    return FactRow(
        id=str(uuid4()),
        user_id=user_id,
        kind=kind.value,
        key=key,
        valid_from_ms=epoch_ms(valid_from),
        payload=payload,
    )


def append_row(tx: Transaction, row: FactRow) -> None:
    """Write a fact behind all others of its person."""
    row.sequence, row.recorded_at_ms = _next_place(tx, row.user_id)
    tx.rows.add(row)


def append_rows(tx: Transaction, rows: Sequence[FactRow]) -> None:
    """Write many facts, each behind all others of its person, in the order given."""
    theirs: dict[str, list[FactRow]] = {}
    for row in rows:
        theirs.setdefault(row.user_id, []).append(row)
    for user_id, facts in theirs.items():
        first, recorded_at_ms = _next_place(tx, user_id)
        for place, row in enumerate(facts):
            recorded_at_ms = max(recorded_at_ms, row.valid_from_ms)
            row.sequence, row.recorded_at_ms = first + place, recorded_at_ms
        tx.rows.execute(
            update(FactSequenceRow)
            .where(FactSequenceRow.user_id == user_id)
            .values(last=first + len(facts) - 1, recorded_at_ms=recorded_at_ms)
            .execution_options(synchronize_session=False)
        )
    tx.rows.add_all(rows)


def _next_place(tx: Transaction, user_id: str) -> tuple[int, int]:
    """Return the next number and an instant not before the last one's; hold both."""
    taken = tx.rows.execute(
        update(FactSequenceRow)
        .where(FactSequenceRow.user_id == user_id)
        .values(last=FactSequenceRow.last + 1)
        .returning(FactSequenceRow.last, FactSequenceRow.recorded_at_ms)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    now_ms = epoch_ms(tx.now)
    if taken is None:
        tx.rows.add(FactSequenceRow(user_id=user_id, last=1, recorded_at_ms=now_ms))
        tx.rows.flush()
        return 1, now_ms

    sequence, last_ms = taken
    if now_ms > last_ms:
        tx.rows.execute(
            update(FactSequenceRow)
            .where(FactSequenceRow.user_id == user_id)
            .values(recorded_at_ms=now_ms)
            .execution_options(synchronize_session=False)
        )
    return sequence, max(now_ms, last_ms)


class SqlOutbox:
    """The facts that the log has not confirmed yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pending(self, limit: int) -> list[Fact]:
        """Return the oldest facts not yet delivered; each user's in order, without a gap."""
        oldest = (
            select(FactRow)
            .where(FactRow.delivered_at.is_(None))
            .order_by(FactRow.recorded_at_ms, FactRow.user_id, FactRow.sequence)
            .limit(limit)
        )
        return await self._database.read(
            lambda tx: [_fact(row) for row in tx.rows.scalars(oldest)]
        )

    async def delivered(self, fact_ids: Sequence[str]) -> None:
        """Note that the log confirmed these."""
        await self._database.write(
            lambda tx: tx.rows.execute(
                update(FactRow)
                .where(FactRow.id.in_(fact_ids))
                .values(delivered_at=tx.now)
                .execution_options(synchronize_session=False)
            )
        )

    async def resend(self, user_id: str | None = None) -> int:
        """Offer all facts again, of one user or of all; return how many."""
        again = (
            update(FactRow)
            .where(FactRow.delivered_at.is_not(None))
            .values(delivered_at=None)
            .returning(FactRow.id)
            .execution_options(synchronize_session=False)
        )
        if user_id is not None:
            again = again.where(FactRow.user_id == user_id)
        return await self._database.write(lambda tx: len(tx.rows.execute(again).all()))


def _fact(row: FactRow) -> Fact:
    return Fact(
        fact_id=row.id,
        user_id=row.user_id,
        kind=FactKind(row.kind),
        key=row.key,
        valid_from_ms=row.valid_from_ms,
        recorded_at_ms=row.recorded_at_ms,
        payload=row.payload,
    )
