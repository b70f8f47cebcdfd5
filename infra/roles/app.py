"""Role `app`: the app for browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from app_flet.web import create_web_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Serve until cancelled."""
    settings = house.settings
    config = uvicorn.Config(
        create_web_app(settings.api_url),
        host=settings.bind_host,
        port=settings.app_port,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
    ready()
    await uvicorn.Server(config).serve()
