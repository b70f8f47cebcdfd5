"""What the house publishes of its language: the graph, the events, and the topics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from graph_api.graph import sdl
from infra.contracts.asyncapi import asyncapi_document
from infra.contracts.events import event_schema

FOLDER: Final = Path(__file__).parents[2] / "schema" / "contracts"


def contracts() -> dict[str, str]:
    """Return each published contract by its file name."""
    return {
        "schema.graphql": sdl(),
        "event.schema.json": as_text(event_schema()),
        "asyncapi.json": as_text(asyncapi_document()),
    }


def as_text(document: dict[str, Any]) -> str:
    """Return a document as it is written to its file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
