"""Who may connect to the MQTT broker: asked by it once, at each connect."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import TYPE_CHECKING

from fastapi import APIRouter, HTTPException, Request, status
from pydantic import BaseModel

from schema.errors import UnauthenticatedError
from schema.people.accounts import CallerKind

if TYPE_CHECKING:
    from graph_api.services import Services

BRIDGE = "bridge"
SECRET_HEADER = "x-house-secret"  # noqa: S105  the header's name, not a secret


class ConnectQuestion(BaseModel):
    """What the broker knows of somebody who connects; the JSON of EMQX's authenticator."""

    username: str | None = None
    password: str | None = None
    clientid: str | None = None


def broker_routes(services: Services) -> APIRouter:
    """Return `/internal/mqtt/auth`, for this machine or who knows the house's secret."""
    routes = APIRouter(prefix="/internal/mqtt", include_in_schema=False)

    @routes.post("/auth")
    async def auth(request: Request, question: ConnectQuestion) -> dict[str, str]:
        if not is_of_the_house(request, services.options.mqtt_bridge_secret):
            raise HTTPException(status.HTTP_403_FORBIDDEN)
        allowed = await may_connect(services, question)
        return {"result": "allow" if allowed else "deny"}

    return routes


def is_of_the_house(request: Request, secret: str) -> bool:
    """Tell whether the broker asks, and not somebody who guesses passwords."""
    given = request.headers.get(SECRET_HEADER)
    if given is not None:
        return hmac.compare_digest(given.encode(), secret.encode())
    proxied = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return request.client is not None and not proxied and is_loopback(request.client.host)


def is_loopback(host: str) -> bool:
    """Tell whether an address is of this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


async def may_connect(services: Services, question: ConnectQuestion) -> bool:
    """Let the bridge in by the house's secret, and each device by its own token."""
    username, password = question.username or "", question.password or ""
    if username == BRIDGE:
        secret = services.options.mqtt_bridge_secret
        return hmac.compare_digest(password.encode(), secret.encode())
    try:
        caller = await services.accounts.identify(password)
    except UnauthenticatedError:
        return False
    return caller.kind is CallerKind.DEVICE and caller.credential_id == username
