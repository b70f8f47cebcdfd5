"""A client of the graph's subscriptions over a WebSocket."""

import asyncio
import json
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import connect


class Socket:
    """One connection that speaks graphql-transport-ws."""

    def __init__(self, connection):
        self.connection = connection

    async def say(self, **message: Any):
        await self.connection.send(json.dumps(message))

    async def hear(self):
        async with asyncio.timeout(5):
            message = await self.connection.recv()
        assert isinstance(message, str), "the protocol speaks in text frames"
        return json.loads(message)

    async def hear_all(self):
        while True:
            await self.hear()

    async def follow(self, query, an_id="1", **variables: Any):
        payload = {"query": query, "variables": variables}
        await self.say(id=an_id, type="subscribe", payload=payload)

    async def pushed(self):
        message = await self.hear()
        assert message["type"] == "next", message
        return message["payload"]["data"]


@asynccontextmanager
async def opened(address, token, **options: Any):
    async with connect(
        f"ws://{address}/graphql", subprotocols=["graphql-transport-ws"], **options
    ) as connection:
        line = Socket(connection)
        payload = {"authorization": f"Bearer {token}"} if token else {}
        await line.say(type="connection_init", payload=payload)
        assert (await line.hear())["type"] == "connection_ack"
        yield line


async def listening(broadcast, key):
    async with asyncio.timeout(5):
        while not broadcast.is_heard(key):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
