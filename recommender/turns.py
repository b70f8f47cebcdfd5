"""One process at a time, by a lease that is prolonged as long as it is needed."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.ports.lease import Leases

logger = logging.getLogger(__name__)

_ASKS_AGAIN_S: Final = 0.5


class OtherTrainsError(PulsePlateError):
    """Another process trains, or has taken over from this one."""

    code = "other_trains"


@dataclass(frozen=True)
class Turn:
    """A lease, as one process sees it.

    Attributes:
        leases: Where leases are kept.
        name: Of the lease.
        holder: Names this process among all that may want it.
        prolonged_every_s: How often; a lease lasts three times as long.
    """

    leases: Leases
    name: str
    holder: str
    prolonged_every_s: float

    async def take(self) -> bool:
        """Take or prolong the lease; False while another process holds it."""
        return await asyncio.to_thread(self._take)

    async def release(self) -> None:
        """Let another process have it, at once."""
        await asyncio.to_thread(self.leases.release, self.name, self.holder)

    @asynccontextmanager
    async def held(self, patience_s: float = 0.0) -> AsyncIterator[None]:
        """Hold the lease, and release it in the end.

        Args:
            patience_s: How long to wait for another process.

        Raises:
            OtherTrainsError: Another process still holds it.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + patience_s
        while not await self.take():
            if loop.time() >= until:
                raise OtherTrainsError("another process trains just now")
            await asyncio.sleep(_ASKS_AGAIN_S)
        async with self.prolonged():
            try:
                yield
            finally:
                await self.release()

    @asynccontextmanager
    async def prolonged(self) -> AsyncIterator[None]:
        """Prolong the lease again and again."""
        prolonging = asyncio.create_task(self._prolong())
        try:
            yield
        finally:
            prolonging.cancel()

    def assure(self) -> None:
        """Raise if another process took over."""
        if not self._take():
            raise OtherTrainsError("another process took over this training")

    def _take(self) -> bool:
        return self.leases.acquire(self.name, self.holder, 3 * self.prolonged_every_s)

    async def _prolong(self) -> None:
        while True:
            await asyncio.sleep(self.prolonged_every_s)
            try:
                await self.take()
            except Exception as error:  # noqa: BLE001  the next time may go well
                logger.warning("the lease %s could not be prolonged: %s", self.name, error)
