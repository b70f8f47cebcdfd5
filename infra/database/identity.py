"""Who calls, by what they show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from infra.database.facts import epoch_ms
from infra.database.models import ApiKeyRow, DeviceRow
from infra.database.sessions import find_session
from infra.database.tokens import DEVICE_PREFIX, token_hash
from schema.errors import UnauthenticatedError
from schema.people.accounts import Caller, CallerKind, Scope
from schema.people.devices import manual_source_id

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction
    from schema.people.accounts import Session
    from schema.ports.people import SessionCache

USE_NOTED_EVERY: Final = timedelta(minutes=5)

ALL_SCOPES: Final = frozenset(scope.value for scope in Scope)
DEVICE_SCOPES: Final = frozenset({Scope.INGEST.value})


async def scoped_to_session(
    database: Database, cache: SessionCache | None, user_id: str, session_id: str
) -> Caller:
    """Return the person of a session that holds now.

    Raises:
        UnauthenticatedError: It was revoked, has expired, or is not there.
    """
    session = await _session(database, cache, session_id)
    if (
        session is None
        or session.user_id != user_id
        or session.revoked
        or session.expires_at_ms <= epoch_ms(database.now())
    ):
        raise UnauthenticatedError("the session has ended; sign in again")
    return Caller(
        user_id=user_id,
        kind=CallerKind.PERSON,
        credential_id=session_id,
        source_id=manual_source_id(user_id),
        scopes=ALL_SCOPES,
    )


async def _session(
    database: Database, cache: SessionCache | None, session_id: str
) -> Session | None:
    session = await cache.get(session_id) if cache is not None else None
    if session is not None:
        return session
    session = await database.read(lambda tx: find_session(tx, session_id))
    if session is not None and cache is not None:
        await cache.put(session)
    return session


async def identify_token(database: Database, token: str) -> Caller:
    """Return whose a device token or an API key is.

    Raises:
        UnauthenticatedError: Unknown, revoked or expired.
    """
    if token.startswith(DEVICE_PREFIX):
        return await database.read(lambda tx: _device(tx, token))

    caller, is_use_due = await database.read(lambda tx: _api_key(tx, token))
    if is_use_due:
        await database.write(lambda tx: _note_use(tx, caller.credential_id))
    return caller


def _device(tx: Transaction, token: str) -> Caller:
    row = tx.rows.scalars(
        select(DeviceRow).where(DeviceRow.token_hash == token_hash(token))
    ).one_or_none()
    if row is None or row.revoked_at is not None:
        raise UnauthenticatedError("the device token does not hold")
    return Caller(row.user_id, CallerKind.DEVICE, row.id, row.id, DEVICE_SCOPES)


def _api_key(tx: Transaction, token: str) -> tuple[Caller, bool]:
    row = tx.rows.scalars(
        select(ApiKeyRow).where(ApiKeyRow.token_hash == token_hash(token))
    ).one_or_none()
    is_over = row is not None and row.expires_at is not None and row.expires_at <= tx.now
    if row is None or row.revoked_at is not None or is_over:
        raise UnauthenticatedError("the API key does not hold")
    caller = Caller(row.user_id, CallerKind.API_KEY, row.id, row.id, frozenset(row.scopes))
    return caller, row.last_used_at is None or tx.now - row.last_used_at >= USE_NOTED_EVERY


def _note_use(tx: Transaction, key_id: str) -> None:
    row = tx.rows.get(ApiKeyRow, key_id)
    if row is not None:
        row.last_used_at = tx.now
