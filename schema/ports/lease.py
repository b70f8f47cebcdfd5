"""One process at a time, by leases that run out by themselves."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_log = logging.getLogger(__name__)


class Leases(Protocol):
    """Named leases that run out by themselves."""

    def acquire(self, name: str, holder: str, ttl_s: float) -> bool:
        """Take or prolong the lease; False while another holds it."""

    def release(self, name: str, holder: str) -> None:
        """Give the lease back, if it is the holder's."""


@dataclass(frozen=True)
class Lease:
    """A lease, as one holder sees it.

    Attributes:
        leases: Where leases are kept.
        name: Of the lease.
        holder: Names who holds it among all that may want it.
        prolonged_every_s: How often; a lease lasts three times as long.
    """

    leases: Leases
    name: str
    holder: str
    prolonged_every_s: float

    def take_now(self) -> bool:
        """Take or prolong the lease; False while another holds it."""
        return self.leases.acquire(self.name, self.holder, 3 * self.prolonged_every_s)

    async def take(self) -> bool:
        """Do the same without keeping the event loop."""
        return await asyncio.to_thread(self.take_now)

    async def release(self) -> None:
        """Let another have it, at once."""
        await asyncio.to_thread(self.leases.release, self.name, self.holder)

    @asynccontextmanager
    async def prolonged(self) -> AsyncIterator[None]:
        """Prolong the lease again and again; not once more after the block."""
        is_over = asyncio.Event()
        prolonging = asyncio.create_task(self._prolong(is_over))
        try:
            yield
        finally:
            is_over.set()
            await prolonging

    async def _prolong(self, is_over: asyncio.Event) -> None:
        while not await _comes(is_over, self.prolonged_every_s):
            try:
                await self.take()
            except Exception as error:  # noqa: BLE001  the next time may go well
                _log.warning("the lease %s could not be prolonged: %s", self.name, error)


async def _comes(event: asyncio.Event, within_s: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), within_s)
    except TimeoutError:
        return False
    return True
