"""Role `app`: the app for browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_flet.web import create_web_app
from infra.roles.http import http_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Serve until cancelled."""
    settings = house.settings
    app = create_web_app(settings.api_url)
    server = http_server(app, settings, settings.app_port, grace_s=2)
    ready()
    await server.serve()
