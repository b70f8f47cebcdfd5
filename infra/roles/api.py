"""Role `api`: the graph and the HTTP doors."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import uvicorn

from graph_api.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House

_LOOK_EVERY_S = 1.0


async def run(house: House, ready: Callable[[], None]) -> None:
    """Serve until cancelled."""
    settings = house.settings
    uploads = house.uploads()
    app = create_app(house.graph_services(uploads))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.bind_host,
            port=settings.api_port,
            log_level="warning",
            timeout_graceful_shutdown=3,
        )
    )
    looking = asyncio.create_task(_swap_models(house))
    ready()
    try:
        await server.serve()
    finally:
        looking.cancel()
        await uploads.close()
        await house.fanout.close()


async def _swap_models(house: House) -> None:
    """Take what the registry says serves, and tell who watches their slate."""
    while True:
        for kind in await asyncio.to_thread(house.serving.look):
            await house.bell.ring_everybody(kind)
        await asyncio.sleep(_LOOK_EVERY_S)
