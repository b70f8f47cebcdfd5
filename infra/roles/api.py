"""Role `api`: the graph and the HTTP doors."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from graph_api.app import create_app
from infra.roles.http import http_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Serve until cancelled."""
    uploads = house.uploads()
    app = create_app(house.graph_services(uploads))
    server = http_server(app, house.settings, house.settings.api_port, grace_s=3)
    following = (
        asyncio.create_task(house.serving.follow(house.bell.ring_everybody)),
        asyncio.create_task(house.aftercare().follow()),
    )
    ready()
    try:
        await server.serve()
    finally:
        for task in following:
            task.cancel()
        await uploads.close()
        await house.fanout.close()
