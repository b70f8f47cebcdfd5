"""Sign-ins that go on: opened, prolonged by refresh tokens that work once, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import delete

from infra.database.facts import epoch_ms
from infra.database.models import RefreshTokenRow, SessionRow
from infra.database.tokens import REFRESH_PREFIX, new_token, token_hash
from schema.people.accounts import Session

if TYPE_CHECKING:
    from datetime import timedelta

    from infra.database.transactions import Transaction


def open_session(tx: Transaction, user_id: str, lifetime: timedelta) -> tuple[str, str]:
    """Open a session; return its id and first refresh token. Expired ones go."""
    tx.rows.execute(
        delete(SessionRow).where(SessionRow.user_id == user_id, SessionRow.expires_at <= tx.now)
    )
    session_id = str(uuid4())
    tx.rows.add(
        SessionRow(
            id=session_id, user_id=user_id, created_at=tx.now, expires_at=tx.now + lifetime
        )
    )
    tx.rows.flush()
    return session_id, _issue(tx, session_id)


@dataclass(frozen=True)
class Rotation:
    """What came of a refresh token; without `refresh_token` the given one does not hold."""

    session: SessionRow | None = None
    refresh_token: str | None = None


def rotate(tx: Transaction, refresh_token: str, lifetime: timedelta) -> Rotation:
    """Take a refresh token for the next one.

    One that was used before revokes its session: of its two holders one is not the owner.
    """
    used = tx.rows.get(RefreshTokenRow, token_hash(refresh_token), with_for_update=True)
    if used is None:
        return Rotation()

    session = tx.rows.get_one(SessionRow, used.session_id, with_for_update=True)
    if used.used_at is not None and session.revoked_at is None:
        session.revoked_at = tx.now
    if session.revoked_at is not None or session.expires_at <= tx.now:
        return Rotation(session)

    used.used_at = tx.now
    session.expires_at = tx.now + lifetime
    return Rotation(session, _issue(tx, session.id))


def revoke_session(tx: Transaction, user_id: str, session_id: str) -> SessionRow | None:
    """End a session of the person and return it; that there is none is no error."""
    row = tx.rows.get(SessionRow, session_id, with_for_update=True)
    if row is None or row.user_id != user_id:
        return None
    row.revoked_at = row.revoked_at or tx.now
    return row


def find_session(tx: Transaction, session_id: str) -> Session | None:
    """Return what must be known to take the session's access tokens."""
    row = tx.rows.get(SessionRow, session_id)
    return None if row is None else session_of(row)


def session_of(row: SessionRow) -> Session:
    """Return the session of a row."""
    return Session(
        session_id=row.id,
        user_id=row.user_id,
        expires_at_ms=epoch_ms(row.expires_at),
        revoked=row.revoked_at is not None,
    )


def _issue(tx: Transaction, session_id: str) -> str:
    token = new_token(REFRESH_PREFIX)
    tx.rows.add(
        RefreshTokenRow(token_hash=token_hash(token), session_id=session_id, issued_at=tx.now)
    )
    return token
