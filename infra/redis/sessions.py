"""Sign-ins near at hand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import msgspec

from infra.redis.patience import Patience
from schema.people.accounts import Session

if TYPE_CHECKING:
    from redis.asyncio import Redis

_KEPT_MS: Final = 5 * 60_000
_decode = msgspec.json.Decoder(Session).decode


class RedisSessionCache:
    """A copy of sessions as `session:{id}`; without Redis there is none.

    A copy of one that holds is kept for minutes only: so long may an access token outlive its
    session, where Redis could not be told of the end.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._patience = Patience("who signed in")

    async def get(self, session_id: str) -> Session | None:
        """Return the copy, if there is one."""
        copy = await self._patience.ask(lambda: self._client.get(f"session:{session_id}"))
        return None if copy is None else _decode(copy)

    async def put(self, session: Session) -> None:
        """Keep a copy; a revoked one stays to the end, and nothing takes its place."""
        key, copy = f"session:{session.session_id}", msgspec.json.encode(session)
        until_ms = session.expires_at_ms
        if not session.revoked:
            until_ms = min(until_ms, time.time_ns() // 1_000_000 + _KEPT_MS)
        await self._patience.ask(
            lambda: self._client.set(key, copy, pxat=until_ms, nx=not session.revoked)
        )
