"""Signs of life of the roles."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from typing import TYPE_CHECKING, Final

import msgspec
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from redis.asyncio import Redis

_log = logging.getLogger(__name__)

ROLES: Final = ("mqtt", "bridge", "live", "relay", "spark", "api", "trainer", "app", "demo")
FORGOTTEN_AFTER_S: Final = 15
_EVERY_S: Final = 5.0


class _Sign(msgspec.Struct):
    state: str
    pid: int
    time: int


_decode = msgspec.json.Decoder(_Sign).decode


def sign_of_life(state: str) -> bytes:
    """Return what a role of this process says: `ready`, or what it is doing instead."""
    return msgspec.json.encode(_Sign(state, os.getpid(), time.time_ns() // 1_000_000))


class RedisHeartbeats:
    """The newest sign of each role as `heartbeat:{role}`, gone after silence."""

    def __init__(self, client: Redis, roles: Sequence[str] = ROLES) -> None:
        self._client = client
        self._roles = roles

    async def beat(self, role: str, state: str) -> None:
        """Give a sign of life."""
        await self._client.set(f"heartbeat:{role}", sign_of_life(state), ex=FORGOTTEN_AFTER_S)

    async def keep_beating(self, role: str, state: Callable[[], str]) -> None:
        """Give a sign every five seconds, and when the state changes; until cancelled."""
        while True:
            said = state()
            try:
                await self.beat(role, said)
            except RedisError as error:
                _log.warning("no heartbeat: %s", error)
            for _ in range(round(_EVERY_S / 0.25)):
                await asyncio.sleep(0.25)
                if state() != said:
                    break

    async def states(self) -> dict[str, str]:
        """Return the state of each role that lives: `ready`, or what it is doing instead."""
        signs = await self._client.mget([f"heartbeat:{role}" for role in self._roles])
        pairs = zip(self._roles, signs, strict=True)
        return {role: _decode(sign).state for role, sign in pairs if sign is not None}
