"""The API: the graph, the HTTP doors, and what watches over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from graph_api.graph import the_graph
from graph_api.platform.broker import broker_routes
from graph_api.platform.health import health_routes
from graph_api.platform.metrics import GraphMetrics
from graph_api.playground import playground_files
from graph_api.routes import graph_routes

if TYPE_CHECKING:
    from graph_api.services import Services


def create_app(services: Services) -> FastAPI:
    """Return the API on these services."""
    app = FastAPI(title="PulsePlate", docs_url=None, redoc_url=None)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(services.options.allowed_origins),
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
    )
    metrics = GraphMetrics(services.registry)
    app.include_router(graph_routes(the_graph(), services, metrics))
    app.include_router(health_routes(services))
    app.include_router(broker_routes(services))
    app.mount("/playground", playground_files())
    if services.doors is not None:
        app.include_router(services.doors)
    return app
