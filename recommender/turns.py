"""One process at a time trains, by a lease that is prolonged as long as it is needed."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from schema.errors import PulsePlateError
from schema.ports.lease import Lease

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_ASKS_AGAIN_S: Final = 0.5


class OtherTrainsError(PulsePlateError):
    """Another process trains, or has taken over from this one."""

    code = "other_trains"


class Turn(Lease):
    """A lease on training."""

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
        try:
            async with self.prolonged():
                yield
        finally:
            await self.release()

    def assure(self) -> None:
        """Raise if another process took over."""
        if not self.take_now():
            raise OtherTrainsError("another process took over this training")
