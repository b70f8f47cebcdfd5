"""How simulated people come in through the doors: sessions of their own, without a password."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from infra.database.sessions import open_session
from infra.database.tokens import AccessTokens
from infra.settings import Settings, token_secret

if TYPE_CHECKING:
    from datetime import datetime

    from infra.database.transactions import Database

PASS_LIFETIME: Final = timedelta(hours=1)
_RENEWED_BEFORE_END: Final = timedelta(minutes=2)


def access_tokens(settings: Settings) -> AccessTokens:
    """Return what signs access tokens that last as long as a pass."""
    return AccessTokens(token_secret(settings), PASS_LIFETIME)


class Passes:
    """Access tokens by person, renewed shortly before they end."""

    def __init__(self, database: Database, tokens: AccessTokens) -> None:
        self._database = database
        self._tokens = tokens
        self._given: dict[str, tuple[str, datetime]] = {}

    async def of(self, user_id: str) -> str:
        """Return a token that holds now."""
        token, ends_at = self._given.get(user_id, ("", None))
        if ends_at is not None and self._database.now() < ends_at - _RENEWED_BEFORE_END:
            return token

        session_id, _ = await self._database.write(
            lambda tx: open_session(tx, user_id, PASS_LIFETIME)
        )
        given = self._tokens.issue(user_id, session_id, self._database.now())
        self._given[user_id] = given
        return given[0]
