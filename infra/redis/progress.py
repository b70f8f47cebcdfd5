"""How far long work is: the newest step under a key, and each step on its channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from schema.people.imports import ImportProgress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from redis.asyncio import Redis

    from infra.redis.fanout import Fanout

_KEPT_S = 24 * 3600
_decode_step = msgspec.json.Decoder(ImportProgress).decode


class RedisProgress:
    """Steps of any kind, as JSON."""

    def __init__(self, client: Redis, fanout: Fanout) -> None:
        self._client = client
        self._fanout = fanout

    async def show(self, key: str, step: Any) -> None:
        """Keep the newest step, and tell who listens."""
        said = msgspec.json.encode(step)
        async with self._client.pipeline() as pipeline:
            pipeline.set(key, said, ex=_KEPT_S)
            pipeline.publish(key, said)
            await pipeline.execute()

    async def newest(self, key: str) -> bytes | None:
        """Return the newest step, as JSON; None if there is none."""
        step = await self._client.get(key)
        return step.encode() if isinstance(step, str) else step

    async def steps(self, key: str) -> AsyncIterator[bytes]:
        """Yield the newest step, and each that comes after it, as JSON."""
        async with self._fanout.joined(key) as waiting:
            newest = await self.newest(key)
            if newest is not None:
                yield newest
            while True:
                yield await waiting.get()


class RedisImportWatch:
    """How far imports are, as `import:{id}`."""

    def __init__(self, progress: RedisProgress) -> None:
        self._progress = progress

    async def show(self, import_id: str, step: ImportProgress) -> None:
        """Keep the newest step for a while, and tell who listens."""
        await self._progress.show(f"import:{import_id}", step)

    async def steps(self, import_id: str) -> AsyncIterator[ImportProgress]:
        """Yield the newest step, and each that comes after it."""
        async for step in self._progress.steps(f"import:{import_id}"):
            yield _decode_step(step)
