"""Keys that people give to third parties."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import select

from infra.database.models import ApiKeyRow
from infra.database.owned import owned, person
from infra.database.sources import write_source
from infra.database.tokens import API_KEY_PREFIX, new_token, shown_prefix, token_hash
from schema.errors import InvalidInputError
from schema.people.accounts import ApiKey, ApiKeyCredentials, NewApiKey
from schema.people.devices import SourceKind
from schema.people.rules import check_api_key

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction


class SqlApiKeys:
    """Keys that people give to third parties; each is a source of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, user_id: str, key: NewApiKey) -> ApiKeyCredentials:
        """Make a key; the token is shown here and never again."""
        check_api_key(key)
        token = new_token(API_KEY_PREFIX)

        def created(tx: Transaction) -> ApiKey:
            person(tx, user_id)
            if key.expires_at is not None and key.expires_at <= tx.now:
                raise InvalidInputError("expiresAt", "a key cannot have expired already")
            row = ApiKeyRow(
                id=str(uuid4()),
                user_id=user_id,
                name=key.name.strip(),
                prefix=shown_prefix(token),
                token_hash=token_hash(token),
                scopes=sorted(key.scopes),
                created_at=tx.now,
                expires_at=key.expires_at,
            )
            tx.rows.add(row)
            write_source(tx, user_id, row.id, row.name, SourceKind.API_KEY)
            return api_key_of(row)

        return ApiKeyCredentials(await self._database.write(created), token)

    async def keys(self, user_id: str) -> list[ApiKey]:
        """Return all keys, revoked ones too, oldest first."""
        own = (
            select(ApiKeyRow)
            .where(ApiKeyRow.user_id == user_id)
            .order_by(ApiKeyRow.created_at, ApiKeyRow.id)
        )
        return await self._database.read(
            lambda tx: [api_key_of(row) for row in tx.rows.scalars(own)]
        )

    async def revoke(self, user_id: str, key_id: str) -> ApiKey:
        """Take a key away for good."""

        def revoked(tx: Transaction) -> ApiKey:
            row = owned(tx, ApiKeyRow, user_id, key_id, change=True)
            row.revoked_at = row.revoked_at or tx.now
            return api_key_of(row)

        return await self._database.write(revoked)


def api_key_of(row: ApiKeyRow) -> ApiKey:
    """Return the key of a row."""
    return ApiKey(
        id=row.id,
        name=row.name,
        prefix=row.prefix,
        scopes=frozenset(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
