"""The HTTP server of a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import uvicorn

if TYPE_CHECKING:
    from fastapi import FastAPI

    from infra.settings import Settings

KEEP_ALIVE_S: Final = 75
"""Longer than clients keep an idle connection (httpx 5 s, nginx 60 s): they close it, and none
sends into one that is just being closed."""


def http_server(app: FastAPI, settings: Settings, port: int, grace_s: int) -> uvicorn.Server:
    """Return a server that is not serving yet.

    Args:
        app: What it serves.
        settings: Of the house.
        port: Where.
        grace_s: How long requests under way may take when it ends.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.bind_host,
            port=port,
            log_level="warning",
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=grace_s,
        )
    )
