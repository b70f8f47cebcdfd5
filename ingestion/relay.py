"""Role `relay`: what changed in SQL, onto the log, in its order and at least once."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from schema.errors import LogUnavailableError

if TYPE_CHECKING:
    from schema.ports.log import EventLog
    from schema.ports.outbox import Outbox

_log = logging.getLogger(__name__)

_AT_ONCE: Final = 500
_AGAIN_AFTER_S: Final = 1.0


class Relay:
    """Carries facts from the outbox to the log.

    Args:
        outbox: Where facts wait.
        log: Where they go; only what it confirmed is noted as delivered.
        idle_s: How long an empty outbox is left alone.
    """

    def __init__(self, outbox: Outbox, log: EventLog, *, idle_s: float = 0.15) -> None:
        self._outbox = outbox
        self._log = log
        self._idle_s = idle_s

    async def run(self) -> None:
        """Carry facts until cancelled."""
        while True:
            try:
                carried = await self.carry()
            except LogUnavailableError as error:
                _log.warning("facts wait in the outbox: %s", error)
                await asyncio.sleep(_AGAIN_AFTER_S)
                continue
            if carried < _AT_ONCE:
                await asyncio.sleep(self._idle_s)

    async def carry(self) -> int:
        """Carry what waits, up to a bound; return how many facts.

        Raises:
            LogUnavailableError: All of it still waits.
        """
        facts = await self._outbox.pending(_AT_ONCE)
        if facts:
            await self._log.state(facts)
            await self._outbox.delivered([fact.fact_id for fact in facts])
        return len(facts)
