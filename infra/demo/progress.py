"""How far the demo is, counted in the lakehouse: a day is there when its steps add up."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import date

    from infra.demo.residents import Resident
    from schema.ports.lake import DayValue, Lakehouse

KEY: Final = "demo:progress"
_LOOK_EVERY_S: Final = 3.0
_TAKEN_LOOK_S: Final = 0.5
_PATIENCE_S: Final = 900.0
_NOT_SENT: Final = -1


class Step(TypedDict):
    """What stands under the key."""

    done: int
    total: int
    message: str


class Progress:
    """Compares what was sent with what the lakehouse holds, and says how much is there.

    Args:
        lake: Where days are looked for.
        show: Tells who watches.
    """

    def __init__(self, lake: Lakehouse, show: Callable[[Step], Awaitable[None]]) -> None:
        self._lake = lake
        self._show = show
        self._total = 0
        self._done = 0
        self._awaited: dict[str, dict[date, int | None]] = {}

    async def say(self, message: str) -> None:
        """Say what is going on."""
        await self._show({"done": self._done, "total": self._total, "message": message})

    def expect(self, resident: Resident, days: Iterable[date]) -> None:
        """Count days that will be sent."""
        awaited = self._awaited.setdefault(resident.notes.user_id, {})
        for on in days:
            awaited[on] = _NOT_SENT
            self._total += 1

    def sent(self, resident: Resident, on: date, steps: int | None) -> None:
        """Note a day that is on its way; with steps, it is there when it has all of them."""
        self._awaited[resident.notes.user_id][on] = steps

    async def wait_until_taken(self, within_s: float) -> None:
        """Wait until what was sent is in a batch, or in the lakehouse, but not for ever.

        It is once another batch is committed: either it was in that one, or it waited for
        its end on the log, and is in the next.
        """
        newest = await self._lake.batch()
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while await self._lake.batch() == newest:  # noqa: ASYNC110 (the lakehouse rings no bell)
                    await asyncio.sleep(_TAKEN_LOOK_S)

    async def watch(self, message: str) -> bool:
        """Say how much is there until all of it is; tell whether it came in time."""
        begun = time.monotonic()
        while self._awaited and time.monotonic() - begun < _PATIENCE_S:
            await self.say(message)
            await asyncio.sleep(_LOOK_EVERY_S)
            for user_id in list(self._awaited):
                await self._look_for(user_id)
        return not self._awaited

    async def _look_for(self, user_id: str) -> None:
        awaited = self._awaited[user_id]
        there = await self._lake.days(user_id, min(awaited), max(awaited))
        for on in [on for on, steps in awaited.items() if _is_there(there.get(on, {}), steps)]:
            del awaited[on]
            self._done += 1
        if not awaited:
            del self._awaited[user_id]


def _is_there(metrics: dict[str, DayValue], steps: int | None) -> bool:
    if steps is None:
        return bool(metrics)
    counted = metrics.get("steps")
    return counted is not None and counted.value == steps
