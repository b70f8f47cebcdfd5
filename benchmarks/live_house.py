"""A running house, as somebody with devices and the app sees it: graph, MQTT, subscription."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import httpx
import websockets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date

_SIGN_UP = """
mutation ($input: SignUpInput!) {
  signUp(input: $input) { ... on Session { accessToken } ... on Problem { message } }
}
"""
_REGISTER = """
mutation ($input: DeviceInput!) {
  registerDevice(input: $input) {
    ... on DeviceCredentials { token mqttUrl device { id } } ... on Problem { message }
  }
}
"""
_STEPS = "query ($date: Date!) { me { day(date: $date) { steps } } }"
_LIVE = "subscription { live(metrics: [HEART_RATE]) { time } }"


class Device(NamedTuple):
    """By what a device signs in to the broker."""

    id: str
    token: str
    mqtt_url: str


class Household:
    """Somebody who has just signed up at a house."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._token = ""

    async def sign_up(self) -> None:
        """Make an account."""
        name = f"measured-{secrets.token_hex(4)}"
        account = {
            "login": name,
            "email": f"{name}@example.com",
            "password": secrets.token_urlsafe(12),
            "name": name,
            "timezone": "UTC",
        }
        session = (await self._ask(_SIGN_UP, account))["signUp"]
        self._token = session["accessToken"]

    async def register(self, count: int) -> list[Device]:
        """Register chest straps."""
        straps = [
            (await self._ask(_REGISTER, {"kind": "CHEST_STRAP"}))["registerDevice"]
            for _ in range(count)
        ]
        return [
            Device(strap["device"]["id"], strap["token"], strap["mqttUrl"]) for strap in straps
        ]

    async def steps(self, day: date) -> int:
        """Return how many steps the day has, as far as gold knows."""
        answer = await self._post(_STEPS, {"date": day.isoformat()})
        return answer["me"]["day"]["steps"] or 0

    async def watch(self) -> AsyncIterator[str]:
        """Yield the time of each reading that the `live` subscription brings."""
        parts = urlsplit(self._url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        url = f"{scheme}://{parts.netloc}/graphql"
        async with websockets.connect(url, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
            bearer = {"authorization": f"Bearer {self._token}"}
            await socket.send(json.dumps({"type": "connection_init", "payload": bearer}))
            await socket.recv()
            ask = {"id": "1", "type": "subscribe", "payload": {"query": _LIVE}}
            await socket.send(json.dumps(ask))
            async for frame in socket:
                message = json.loads(frame)
                if message["type"] == "next":
                    yield message["payload"]["data"]["live"]["time"]
                elif message["type"] == "ping":
                    await socket.send(json.dumps({"type": "pong"}))

    async def _ask(self, query: str, given: dict[str, Any]) -> dict[str, Any]:
        return await self._post(query, {"input": given})

    async def _post(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {self._token}"} if self._token else {}
        async with httpx.AsyncClient(base_url=self._url, headers=headers) as client:
            body = {"query": query, "variables": variables}
            answer = (await client.post("/graphql", json=body, timeout=30)).json()
        if "errors" in answer:
            raise RuntimeError(answer["errors"])
        data: dict[str, Any] = answer["data"]
        return data
