"""Whether the house is up, for those who watch it."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

if TYPE_CHECKING:
    from graph_api.services import Services

PROBE_TIMEOUT_S = 3.0
READY = "ready"


def health_routes(services: Services) -> APIRouter:
    """Return `/healthz`, `/readyz` and `/metrics`."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", summary="This process answers.")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz", summary="The whole house takes, shows and keeps events.")
    async def readyz() -> JSONResponse:
        lacks = await what_lacks(services)
        status = HTTPStatus.SERVICE_UNAVAILABLE if lacks else HTTPStatus.OK
        return JSONResponse({"ready": not lacks, "waiting_for": lacks}, status)

    @routes.get("/metrics", summary="Prometheus metrics.")
    def metrics() -> Response:
        return Response(generate_latest(services.registry), media_type=CONTENT_TYPE_LATEST)

    return routes


async def what_lacks(services: Services) -> dict[str, str]:
    """Return what is not ready, each with its state or its error."""
    names = list(services.probes)
    states, reached = await asyncio.gather(
        _states(services), asyncio.gather(*(_reach(services, name) for name in names))
    )
    lacks = {name: error for name, error in zip(names, reached, strict=True) if error}
    if isinstance(states, str):
        return {"heartbeats": states} | lacks
    roles = {
        role: states.get(role, "silent")
        for role in services.options.needed_roles
        if states.get(role) != READY
    }
    return roles | lacks


async def _states(services: Services) -> dict[str, str] | str:
    try:
        return await asyncio.wait_for(services.heartbeats.states(), PROBE_TIMEOUT_S)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what lacks
        return _told(error)


async def _reach(services: Services, name: str) -> str | None:
    try:
        await asyncio.wait_for(_asked(services.probes[name]()), PROBE_TIMEOUT_S)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what lacks
        return _told(error)
    return None


async def _asked(probe: Any) -> None:
    await probe


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
