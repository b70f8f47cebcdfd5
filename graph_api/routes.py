"""The graph over HTTP, server-sent events and sockets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from cross_web import HTTPException
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.requests import HTTPConnection
from strawberry.exceptions import ConnectionRejectionError
from strawberry.fastapi import GraphQLRouter
from strawberry.subscriptions import (
    GRAPHQL_SSE_PROTOCOL,
    GRAPHQL_TRANSPORT_WS_PROTOCOL,
)
from strawberry.types.unset import UNSET, UnsetType

from graph_api.bodies import BoundedRequest
from graph_api.context import Context
from graph_api.playground import PAGE, PAGE_POLICY
from graph_api.sockets import WatchedSocket

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from graph_api.graph import Graph
    from graph_api.platform.metrics import GraphMetrics
    from graph_api.services import Services


class GraphRoutes(GraphQLRouter[Context, None]):
    """`/graphql`: asks, changes and follows; a browser's GET shows the playground."""

    graphql_transport_ws_handler_class = WatchedSocket
    request_adapter_class = BoundedRequest

    async def run(self, request: Any, context: Any = UNSET, root_value: Any = UNSET) -> Any:
        """Answer; what is no question is refused in the shape of an answer."""
        try:
            return await super().run(request, context, root_value)
        except HTTPException as refusal:
            errors = [{"message": refusal.reason}]
            return JSONResponse({"errors": errors}, refusal.status_code)

    def decode_json(self, data: str | bytes) -> object:
        """Read a JSON object; what is none is told as the framework expects it."""
        try:
            return msgspec.json.decode(data, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise json.JSONDecodeError(str(error), "", 0) from error

    def encode_json(self, data: object) -> str:
        """Write JSON as text: bytes would leave a socket as a binary frame."""
        return msgspec.json.encode(data).decode()

    async def render_graphql_ide(self, request: Request) -> HTMLResponse:  # noqa: ARG002
        """Show the playground, which needs nothing from anywhere else."""
        return HTMLResponse(PAGE, headers={"Content-Security-Policy": PAGE_POLICY})

    async def on_ws_connect(self, context: Context) -> UnsetType | dict[str, object] | None:
        """Take the token of `connection_init`, as `authorization: Bearer …`."""
        given: Any = context.connection_params or {}
        authorization = given.get("authorization") or given.get("Authorization")
        if authorization:
            await context.identify(str(authorization))
        if context.is_refused:
            raise ConnectionRejectionError
        acknowledged: UnsetType = UNSET
        return acknowledged


def graph_routes(graph: Graph, services: Services, metrics: GraphMetrics) -> GraphRoutes:
    """Return the routes of the graph."""
    return GraphRoutes(
        graph,
        path="/graphql",
        context_getter=context_getter(services, metrics),
        subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
        allowed_origins=services.options.allowed_origins,
    )


def context_getter(
    services: Services, metrics: GraphMetrics
) -> Callable[[HTTPConnection], Awaitable[Context]]:
    """Return what makes the context of each request, and of each socket once."""

    async def make(connection: HTTPConnection) -> Context:
        context = Context(services, metrics, is_socket=connection.scope["type"] == "websocket")
        await context.identify(connection.headers.get("authorization"))
        return context

    make.__annotations__ = {"connection": HTTPConnection}
    return make
