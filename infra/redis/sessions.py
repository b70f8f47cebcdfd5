"""Sign-ins near at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from schema.people.accounts import Session

if TYPE_CHECKING:
    from redis.asyncio import Redis

_decode = msgspec.json.Decoder(Session).decode


class RedisSessionCache:
    """A copy of sessions as `session:{id}`; it may forget anything at any time."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def get(self, session_id: str) -> Session | None:
        """Return the copy, if there is one."""
        copy = await self._client.get(f"session:{session_id}")
        return None if copy is None else _decode(copy)

    async def put(self, session: Session) -> None:
        """Keep a copy until the session ends."""
        key, copy = f"session:{session.session_id}", msgspec.json.encode(session)
        await self._client.set(key, copy, pxat=session.expires_at_ms)

    async def forget(self, session_id: str) -> None:
        """Drop the copy: the session changed."""
        await self._client.delete(f"session:{session_id}")
