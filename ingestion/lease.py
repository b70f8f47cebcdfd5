"""The lease of whoever works at an import."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.ports.lease import Leases

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImportLease:
    """A lease on one import; that leases are away is logged, and raises nothing.

    Attributes:
        leases: Where leases are kept.
        prolonged_every_s: How often; a lease lasts three times as long.
        holder: Who works at the import, told from anybody else who may.
    """

    leases: Leases
    import_id: str
    prolonged_every_s: float = 10.0
    holder: str = field(default_factory=lambda: str(uuid4()))

    async def take(self) -> bool:
        """Take or prolong the lease; False while another holds it or leases are away."""
        ttl_s = 3 * self.prolonged_every_s
        try:
            return await asyncio.to_thread(self.leases.acquire, self._name, self.holder, ttl_s)
        except Exception as error:  # noqa: BLE001  the next time may go well
            _log.warning("the lease %s could not be taken: %s", self._name, error)
            return False

    async def release(self) -> None:
        """Let another have it at once."""
        try:
            await asyncio.to_thread(self.leases.release, self._name, self.holder)
        except Exception as error:  # noqa: BLE001  it runs out by itself
            _log.warning("the lease %s could not be released: %s", self._name, error)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Hold the lease as far as it can be had, and release it in the end."""
        await self.take()
        prolonging = asyncio.create_task(self._prolong())
        try:
            yield
        finally:
            prolonging.cancel()
            await self.release()

    @property
    def _name(self) -> str:
        return f"import:{self.import_id}"

    async def _prolong(self) -> None:
        while True:
            await asyncio.sleep(self.prolonged_every_s)
            await self.take()
