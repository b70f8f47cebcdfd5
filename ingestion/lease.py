"""The lease of whoever works at an import."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from schema.ports.lease import Lease

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.ports.lease import Leases

_log = logging.getLogger(__name__)


class ImportLease(Lease):
    """A lease on one import; that leases are away is logged, and raises nothing.

    Args:
        leases: Where leases are kept.
        import_id: The import.
        prolonged_every_s: How often; a lease lasts three times as long.
    """

    def __init__(self, leases: Leases, import_id: str, prolonged_every_s: float = 10.0) -> None:
        super().__init__(leases, f"import:{import_id}", str(uuid4()), prolonged_every_s)

    async def take(self) -> bool:
        """Take or prolong the lease; False while another holds it or leases are away."""
        try:
            return await super().take()
        except Exception as error:  # noqa: BLE001  the next time may go well
            _log.warning("the lease %s could not be taken: %s", self.name, error)
            return False

    async def release(self) -> None:
        """Let another have it at once."""
        try:
            await super().release()
        except Exception as error:  # noqa: BLE001  it runs out by itself
            _log.warning("the lease %s could not be released: %s", self.name, error)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Hold the lease as far as it can be had, and release it in the end."""
        await self.take()
        try:
            async with self.prolonged():
                yield
        finally:
            await self.release()
