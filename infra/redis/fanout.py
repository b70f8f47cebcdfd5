"""Listening to Redis channels: one connection for a process, however many listen."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from redis.asyncio import Redis

_log = logging.getLogger(__name__)
_RECONNECT_S = 0.25
_CONFIRM_WITHIN_S = 1.0


class Fanout:
    """Hands what comes in on a channel to everybody in this process who listens to it.

    Args:
        client: Its pool gives the one connection.
        most_waiting: Messages that wait for one listener; who is slower loses the oldest.
    """

    def __init__(self, client: Redis, *, most_waiting: int = 256) -> None:
        self._subscription = client.pubsub()
        self._most_waiting = most_waiting
        self._listeners: dict[str, set[asyncio.Queue[bytes]]] = {}
        self._confirmed: dict[str, asyncio.Event] = {}
        self._reading: asyncio.Task[None] | None = None

    async def listen(self, channel: str) -> AsyncIterator[bytes]:
        """Yield each message of a channel from now on."""
        async with self.joined(channel) as waiting:
            while True:
                yield await waiting.get()

    @asynccontextmanager
    async def joined(self, *channels: str) -> AsyncIterator[asyncio.Queue[bytes]]:
        """Listen within the block: what comes in waits in the queue, from the start of it."""
        waiting: asyncio.Queue[bytes] = asyncio.Queue(self._most_waiting)
        async with AsyncExitStack() as joined:
            for channel in channels:
                joined.push_async_callback(self._leave, channel, waiting)
                await self._join(channel, waiting)
            yield waiting

    async def close(self) -> None:
        """Hang up."""
        if self._reading is not None:
            self._reading.cancel()
            with suppress(asyncio.CancelledError):
                await self._reading
        await self._subscription.aclose()  # type: ignore[no-untyped-call]

    async def _join(self, channel: str, waiting: asyncio.Queue[bytes]) -> None:
        listeners = self._listeners.setdefault(channel, set())
        listeners.add(waiting)
        if len(listeners) == 1:
            self._confirmed[channel] = asyncio.Event()
            with suppress(RedisError):  # the reading task asks until it is confirmed
                await self._subscription.subscribe(channel)
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        await self._confirmed[channel].wait()

    async def _leave(self, channel: str, waiting: asyncio.Queue[bytes]) -> None:
        listeners = self._listeners[channel]
        listeners.discard(waiting)
        if not listeners:
            del self._listeners[channel], self._confirmed[channel]
            with suppress(RedisError):
                await self._subscription.unsubscribe(channel)

    async def _read(self) -> None:
        while True:
            try:
                await self._subscribe_unconfirmed()
                if not self._subscription.subscribed:
                    await asyncio.sleep(_RECONNECT_S)
                    continue
                message = await self._subscription.get_message(timeout=_CONFIRM_WITHIN_S)
            except RedisError as error:
                _log.warning("Redis does not answer who listens: %s", error)
                await asyncio.sleep(_RECONNECT_S)
                continue
            if message is not None:
                self._hand_out(message)

    async def _subscribe_unconfirmed(self) -> None:
        """Subscribe to what Redis did not confirm; redis-py renews only what it once sent."""
        unconfirmed = [name for name, event in self._confirmed.items() if not event.is_set()]
        if unconfirmed:
            await self._subscription.subscribe(*unconfirmed)

    def _hand_out(self, message: dict[str, Any]) -> None:
        channel = message["channel"].decode()
        if message["type"] == "subscribe" and channel in self._confirmed:
            self._confirmed[channel].set()
        if message["type"] != "message":
            return
        for waiting in self._listeners.get(channel, ()):
            if waiting.full():
                waiting.get_nowait()
            waiting.put_nowait(message["data"])
