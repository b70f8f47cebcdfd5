"""Role `demo`: people who do not exist, with ninety days behind them and sensors that go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.demo import run_demo

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Load what is missing of the history, then stream until cancelled."""
    await run_demo(house, ready)
