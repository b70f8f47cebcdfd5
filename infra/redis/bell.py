"""Telling every process that slates became other ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.redis.patience import Patience
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from redis.asyncio import Redis

    from infra.redis.fanout import Fanout

_EVERYBODY = "slate:everybody"


class RedisSlateBell:
    """Rings on `slate:{user}` for one person, on `slate:everybody` when a model changed."""

    def __init__(self, client: Redis, fanout: Fanout) -> None:
        self._client = client
        self._fanout = fanout
        self._patience = Patience("who changed a slate")

    async def ring(self, user_id: str, kind: RecommendationKind) -> None:
        """Tell that the slate of a kind is another one now.

        What made it another one is written down already: while Redis is away, nobody hears.
        """
        await self._patience.ask(lambda: self._client.publish(f"slate:{user_id}", kind.value))

    async def ring_everybody(self, kind: RecommendationKind) -> None:
        """Tell that everybody's slate of a kind is another one now."""
        await self._client.publish(_EVERYBODY, kind.value)

    async def rings(self, user_id: str) -> AsyncIterator[RecommendationKind]:
        """Yield the kinds whose slates become others, from now on."""
        async with self._fanout.joined(f"slate:{user_id}", _EVERYBODY) as waiting:
            while True:
                yield RecommendationKind((await waiting.get()).decode())
