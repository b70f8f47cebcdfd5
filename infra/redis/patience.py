"""Asking a Redis that may be away."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from redis.exceptions import RedisError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)
_PATIENCE_S: Final = 0.5
_LEFT_ALONE_S: Final = 2.0


class Patience:
    """Asks Redis for what can be had elsewhere too.

    While it is away it is left alone for a while after each try, so that nobody waits for it.

    Args:
        asker: Who asks, as the log names them.
    """

    def __init__(self, asker: str) -> None:
        self._asker = asker
        self._is_away = False
        self._away_until = 0.0

    async def ask(self, question: Callable[[], Awaitable[Any]]) -> Any:
        """Return Redis's answer; null where it has none in time."""
        if time.monotonic() < self._away_until:
            return None
        try:
            answer = await asyncio.wait_for(question(), _PATIENCE_S)
        except (RedisError, OSError) as error:
            self._leave_alone(error)
            return None
        self._is_away = False
        return answer

    def _leave_alone(self, error: Exception) -> None:
        self._away_until = time.monotonic() + _LEFT_ALONE_S
        if not self._is_away:
            _log.warning("Redis does not answer %s: %r", self._asker, error)
        self._is_away = True
