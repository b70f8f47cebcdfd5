"""A socket is open for as long as its token stands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)

from graph_api.context import Context
from graph_api.following import token_end

if TYPE_CHECKING:
    from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
        ConnectionInitMessage,
    )

UNAUTHORIZED = 4401


class WatchedSocket(BaseGraphQLTransportWSHandler[Context, None]):
    """Speaks `graphql-transport-ws`, and hangs up when the session by which it came ends."""

    _watch: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Sign in, then watch over the token."""
        await super().handle_connection_init(message)
        if self.connection_acknowledged and self.context.token and self._watch is None:
            self._watch = asyncio.create_task(self._hang_up_at_the_end())

    async def shutdown(self) -> None:
        """Stop watching, then end what is followed."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.wait({self._watch})
        await super().shutdown()

    async def _hang_up_at_the_end(self) -> None:
        await token_end(self.context)
        await self.websocket.close(code=UNAUTHORIZED, reason="The session has ended")
