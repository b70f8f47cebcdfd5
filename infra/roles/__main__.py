"""Starts a role by its name, gives its signs of life, and ends it when it is asked to end."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

import uvloop

from infra.composition import House
from infra.settings import load_settings


class _Life:
    """What the role says of itself."""

    state = "starting"

    def become(self, state: str = "ready") -> None:
        if self.state == "starting":
            # What stands by now stays: to look through it again and again is to pause.
            gc.collect()
            gc.freeze()
        self.state = state


async def _live(name: str) -> None:
    house = House(load_settings())
    life = _Life()
    run = import_module(f"infra.roles.{name}").run
    work = asyncio.create_task(run(house, life.become))
    loop = asyncio.get_running_loop()
    for asked in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(asked, work.cancel)

    beating = asyncio.create_task(house.heartbeats.keep_beating(name, lambda: life.state))
    try:
        with suppress(asyncio.CancelledError):
            await work
    finally:
        beating.cancel()


def main() -> None:
    """Run the role until it ends or is ended."""
    name = sys.argv[1]
    # A role shares the machine: numeric libraries, loaded later, keep to one thread.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    settings = load_settings()
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    uvloop.run(_live(name))


main()
