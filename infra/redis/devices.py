"""Devices near at hand: a copy of what SQL knows, and when each was last heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from infra.redis.patience import Patience
from schema.people.devices import DeviceSession
from schema.ports.devices import Sighting

if TYPE_CHECKING:
    from collections.abc import Collection

    from redis.asyncio import Redis

    from schema.ports.devices import DeviceSessions

_KEPT_S = 600
REVOKED_CHANNEL = "device-revoked"

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(DeviceSession).decode


class RedisKnownDevices:
    """Device sessions as `device:{id}`, dropped when a fact says that the device changed.

    Redis may be away: then SQL answers, and Redis is left alone for a while, so that no
    message waits for it.
    """

    def __init__(self, client: Redis, written_down: DeviceSessions) -> None:
        self._client = client
        self._written_down = written_down
        self._patience = Patience("the doors")

    async def find(self, device_ids: Collection[str]) -> dict[str, DeviceSession]:
        """Return those of the devices that are known, by id."""
        found = await self._copies(list(device_ids))
        missing = [device_id for device_id in device_ids if device_id not in found]
        for device_id in missing:
            session = await self._written_down.get(device_id)
            if session is not None:
                found[device_id] = session
                await self._copy(device_id, session)
        return found

    async def forget(self, device_id: str) -> None:
        """Drop the copy: the device changed."""
        await self._client.delete(f"device:{device_id}")

    async def cut(self, device_id: str) -> None:
        """Tell every broker to close the device's connection: it was revoked."""
        await self._client.publish(REVOKED_CHANNEL, device_id)

    async def seen(self, sightings: Collection[Sighting]) -> None:
        """Remember that devices spoke, and what they said of themselves."""
        async with self._client.pipeline(transaction=False) as pipeline:
            for sighting in sightings:
                told = msgspec.to_builtins(sighting)
                fields = {name: value for name, value in told.items() if value is not None}
                pipeline.hset(f"seen:{sighting.device_id}", mapping=fields)
            await self._patience.ask(pipeline.execute)

    async def sighting(self, device_id: str) -> Sighting | None:
        """Return when a device was last heard; None if never, as far as is remembered."""
        key = f"seen:{device_id}"
        fields = await self._patience.ask(lambda: self._client.hgetall(key))
        if not fields:
            return None
        told = {_text(name): _text(value) for name, value in fields.items()}
        return msgspec.convert(told, Sighting, strict=False)

    async def _copies(self, device_ids: list[str]) -> dict[str, DeviceSession]:
        if not device_ids:
            return {}
        keys = [f"device:{device_id}" for device_id in device_ids]
        found = await self._patience.ask(lambda: self._client.mget(keys))
        copies = found or [None] * len(keys)
        pairs = zip(device_ids, copies, strict=True)
        return {device_id: _decode(copy) for device_id, copy in pairs if copy is not None}

    async def _copy(self, device_id: str, session: DeviceSession) -> None:
        key, copy = f"device:{device_id}", _encode(session)
        await self._patience.ask(lambda: self._client.set(key, copy, ex=_KEPT_S))


def _text(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.decode()
