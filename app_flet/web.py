"""The app in the browser: what the role `app` serves."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import flet_web.fastapi as flet_fastapi
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from app_flet.app import TITLE, app_of
from app_flet.connection import install
from app_flet.pwa import served_assets

SESSION_TIMEOUT_S = 300
SMALLEST_COMPRESSED_BYTES = 1024
DESCRIPTION = "Personal fitness and nutrition, from the sensor to the plate"


def create_web_app(api_url: str) -> FastAPI:
    """Return the web application for the house at `api_url`.

    The browser never talks to the API: this process does, so the address may be internal.
    Sessions live in this process, so run one worker, or route each browser to the same one.
    """
    install()
    folder = tempfile.TemporaryDirectory(prefix="pulseplate-app-")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await flet_fastapi.app_manager.start()
        yield
        await flet_fastapi.app_manager.shutdown()
        folder.cleanup()

    web = FastAPI(
        title=TITLE, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    web.add_middleware(GZipMiddleware, minimum_size=SMALLEST_COMPRESSED_BYTES)

    @web.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    web.mount(
        "/",
        flet_fastapi.app(
            app_of(api_url),
            assets_dir=str(served_assets(Path(folder.name))),
            app_name=TITLE,
            app_description=DESCRIPTION,
            no_cdn=True,
            session_timeout_seconds=SESSION_TIMEOUT_S,
        ),
    )
    return web
