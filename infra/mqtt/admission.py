"""Who may connect to the broker, and where they may speak and listen."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, NamedTuple

import httpx
from amqtt.contexts import Action

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)

BRIDGE: Final = "bridge"
_PATIENCE_S: Final = 5.0


class Knock(NamedTuple):
    """What a client says of itself when it connects."""

    username: str
    password: str
    client_id: str


if TYPE_CHECKING:
    Admission = Callable[[Knock], Awaitable[bool]]


class AskingApi:
    """Asks the API once at each connect, with the body and answer of EMQX's authenticator.

    Args:
        url: Of the API; the path is fixed.
    """

    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url, timeout=_PATIENCE_S)

    async def __call__(self, knock: Knock) -> bool:
        """Tell whether the client may connect; an API that is away lets nobody in."""
        body = {
            "username": knock.username,
            "password": knock.password,
            "clientid": knock.client_id,
        }
        try:
            answer = await self._client.post("/internal/mqtt/auth", json=body)
        except httpx.HTTPError as error:
            _log.warning("the API does not say who may connect: %r", error)
            return False
        return answer.is_success and answer.json().get("result") == "allow"

    async def close(self) -> None:
        """Hang up."""
        await self._client.aclose()


def may_use(name: str, topic: str, action: Action) -> bool:
    """Tell whether a client may speak or listen there.

    A device speaks on its own events alone, and listens under its own id alone; the bridge
    hears and answers all of them.

    Args:
        name: By which the client signed in.
        topic: A topic, or a filter to subscribe to.
        action: What it wants.
    """
    if name == BRIDGE:
        return topic.startswith("devices/")
    if action is Action.PUBLISH:
        return topic == f"devices/{name}/events"
    return topic.startswith(f"devices/{name}/")
