"""One WebSocket that carries all subscriptions of an app."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from gql import Client, GraphQLRequest
from gql.client import AsyncClientSession
from gql.transport.exceptions import (
    TransportConnectionFailed,
    TransportError,
    TransportQueryError,
)
from gql.transport.websockets import WebsocketsTransport

from app_flet.errors import SessionEndedError
from app_flet.session_keeper import SessionKeeper

PING_INTERVAL_S = 20.0


class Stream:
    """The subscriptions of one person.

    A connection that failed is dropped; the next subscription opens a new one with the token
    that is good by then.

    Args:
        url: Address of the GraphQL endpoint, `http` or `https`.
        keeper: Gives the session to connect with.
    """

    def __init__(self, url: str, keeper: SessionKeeper) -> None:
        self._url = url.replace("http", "ws", 1)
        self._keeper = keeper
        self._connecting = asyncio.Lock()
        self._session: AsyncClientSession | None = None
        self._closings = 0

    async def subscribe(self, request: GraphQLRequest) -> AsyncIterator[dict[str, Any]]:
        """Yield what one subscription pushes until it ends or the connection is lost.

        Raises:
            TransportError: the connection is lost, or the API refused.
            SessionEndedError: whoever asked is signed in no more.
        """
        session = await self._connected()
        try:
            async for pushed in session.subscribe(request):
                yield pushed
        except TransportQueryError:
            raise
        except TransportError:
            await self._drop(session)
            raise

    async def close(self) -> None:
        """Close the connection, if there is one, or as soon as it is made."""
        self._closings += 1
        if self._session is not None:
            await self._drop(self._session)

    async def _connected(self) -> AsyncClientSession:
        async with self._connecting:
            if self._session is None:
                session = await self._keeper.current()
                if session is None:
                    raise SessionEndedError
                closings = self._closings
                connected = await self._connect(session.access_token)
                if closings != self._closings:
                    await self._end(connected)
                    raise SessionEndedError
                self._session = connected
            return self._session

    async def _connect(self, token: str) -> AsyncClientSession:
        transport = WebsocketsTransport(
            url=self._url,
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
            init_payload={"authorization": f"Bearer {token}"},
            ping_interval=PING_INTERVAL_S,
            close_timeout=1,
        )
        client = Client(transport=transport, fetch_schema_from_transport=False)
        try:
            session: AsyncClientSession = await client.connect_async()  # type: ignore[no-untyped-call]
        except TimeoutError as error:
            await transport.adapter.close()
            raise TransportConnectionFailed("no answer in time") from error
        except TransportError:
            await transport.adapter.close()
            raise
        return session

    async def _drop(self, session: AsyncClientSession) -> None:
        if self._session is session:
            self._session = None
            await self._end(session)

    async def _end(self, session: AsyncClientSession) -> None:
        with contextlib.suppress(TransportError):
            await session.client.close_async()  # type: ignore[no-untyped-call]
