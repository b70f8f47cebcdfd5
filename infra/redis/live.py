"""The live view: a hash for each person, and channels for who watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from schema.events.envelope import Change
from schema.ports.live import LiveReading

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from redis.asyncio import Redis

    from infra.redis.fanout import Fanout

_PUT = """
for place = 1, #KEYS do
    local field, reading = ARGV[3 * place - 2], ARGV[3 * place]
    local at = tonumber(ARGV[3 * place - 1])
    local kept = redis.call('HGET', KEYS[place], field)
    local kept_at = kept and cjson.decode(kept).time_ms or -1
    if at > kept_at or (at == kept_at and reading ~= kept) then
        redis.call('HSET', KEYS[place], field, reading)
        redis.call('PUBLISH', KEYS[place], reading)
    end
end
"""

_WITHDRAW = """
for place = 1, #KEYS do
    local kept = redis.call('HGET', KEYS[place], ARGV[2 * place - 1])
    if kept and cjson.decode(kept).time_ms == tonumber(ARGV[2 * place]) then
        redis.call('HDEL', KEYS[place], ARGV[2 * place - 1])
    end
end
"""

_encode = msgspec.json.Encoder().encode
_decode_reading = msgspec.json.Decoder(LiveReading).decode
_decode_change = msgspec.json.Decoder(Change).decode


class RedisLiveStore:
    """Keeps the newest reading of each metric and source, by the time it was measured.

    Hash `live:{user}`, field `{metric}:{source}`; channels `live:{user}`, `changed:{user}`.
    """

    def __init__(self, client: Redis, fanout: Fanout) -> None:
        self._client = client
        self._fanout = fanout
        self._put = client.register_script(_PUT)
        self._withdraw = client.register_script(_WITHDRAW)

    async def put(self, readings: Sequence[LiveReading]) -> None:
        """Keep each reading that is newer than what is kept, and tell who listens."""
        if not readings:
            return
        said = [
            part
            for reading in readings
            for part in (_field(reading), reading.time_ms, _encode(reading))
        ]
        await self._put(keys=[_key(reading.user_id) for reading in readings], args=said)

    async def withdraw(self, readings: Sequence[LiveReading]) -> None:
        """Drop each reading that is still the kept one."""
        if not readings:
            return
        said = [part for reading in readings for part in (_field(reading), reading.time_ms)]
        await self._withdraw(keys=[_key(reading.user_id) for reading in readings], args=said)

    async def forget(self, user_id: str) -> None:
        """Drop all that is kept of one person."""
        await self._client.delete(_key(user_id))

    async def latest(self, user_id: str) -> list[LiveReading]:
        """Return the newest reading of each metric and source of one person."""
        kept = await self._client.hgetall(_key(user_id))
        return [_decode_reading(reading) for _, reading in sorted(kept.items())]

    async def readings(self, user_id: str) -> AsyncIterator[LiveReading]:
        """Yield what comes in for one person, from now on."""
        async for message in self._fanout.listen(_key(user_id)):
            yield _decode_reading(message)

    async def tell(self, changes: Sequence[Change]) -> None:
        """Tell who listens that days of a person are new."""
        async with self._client.pipeline(transaction=False) as pipeline:
            for change in changes:
                pipeline.publish(f"changed:{change.user_id}", _encode(change))
            await pipeline.execute()

    async def changes(self, user_id: str) -> AsyncIterator[Change]:
        """Yield what becomes new in the lakehouse for one person, from now on."""
        async for message in self._fanout.listen(f"changed:{user_id}"):
            yield _decode_change(message)


def _key(user_id: str) -> str:
    return f"live:{user_id}"


def _field(reading: LiveReading) -> str:
    return f"{reading.metric}:{reading.source_id}"
