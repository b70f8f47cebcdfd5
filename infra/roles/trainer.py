"""Role `trainer`: learns from what everybody does, and plans the weeks to come."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Final

from infra.database.plans import SqlPlans

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


_NICENESS: Final = 10
"""People wait for other processes of this machine, never for a training."""


async def run(house: House, ready: Callable[[], None]) -> None:
    """Train when it is due, until cancelled; then another process may lead."""
    os.nice(_NICENESS)
    scheduler = house.trainer.scheduled()
    scheduler.add_job(
        SqlPlans(house.database).extend,
        "interval",
        hours=6,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    ready()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
        await house.trainer.leading.release()
