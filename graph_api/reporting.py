"""What a person tells through the graph goes in by the same door as everybody's events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import msgspec

from graph_api.entries import Entry, at_ms, epoch_ms
from graph_api.errors import Problem
from schema.events.envelope import Door
from schema.people.accounts import CallerKind
from schema.people.devices import SourceKind
from schema.ports.doors import Sender

if TYPE_CHECKING:
    from datetime import datetime

    from graph_api.person import Info
    from schema.people.accounts import Caller


async def tell(
    info: Info, event: dict[str, Any], sender: Sender | None = None
) -> Problem | None:
    """Report one event; when this returns nothing, it outlives this process.

    Args:
        info: The resolver's.
        event: In a shape of the contract.
        sender: Who says so, if not the caller.

    Raises:
        LogUnavailableError: It may not be taken as accepted.
    """
    receipt = await info.context.services.door.take(
        msgspec.json.encode(event), sender or as_sender(info.context.caller), Door.GRAPH
    )
    if not receipt.rejected:
        return None
    reason = receipt.rejected[0]
    return Problem(code=reason.code, message=reason.message)


def as_sender(caller: Caller) -> Sender:
    """Return the caller as a source: the person's own hand, or a third party's key."""
    is_key = caller.kind is CallerKind.API_KEY
    kind = SourceKind.API_KEY if is_key else SourceKind.MANUAL
    return Sender(caller.user_id, caller.source_id, kind)


def record_entry(
    info: Info, kind: str, start: datetime, end: datetime, content: dict[str, Any]
) -> Entry:
    """Return the identity of a record that the caller enters.

    The same content at the same time is the same record, however often it is sent.
    """
    source_id = info.context.caller.source_id
    start_ms, end_ms = epoch_ms(start), epoch_ms(end)
    said = msgspec.json.encode([kind, start_ms, end_ms, content], order="sorted")
    return Entry(
        type=kind,
        source_id=source_id,
        record_id=str(uuid5(UUID(source_id), said.decode())),
        start_ms=start_ms,
        end_ms=end_ms,
    )


def iso(milliseconds: int) -> str:
    """Return an instant as events carry it."""
    return at_ms(milliseconds).isoformat()


def told(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was not told."""
    return {name: value for name, value in content.items() if value is not None}
