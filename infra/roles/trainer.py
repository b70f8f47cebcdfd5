"""Role `trainer`: learns from what everybody does, and plans the weeks to come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from infra.database.plans import SqlPlans

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Train when it is due, until cancelled; then another process may lead."""
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
