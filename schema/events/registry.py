"""Every event type the house knows, gathered from the families."""

from __future__ import annotations

from schema.errors import UnknownTypeError
from schema.events.activity import ACTIVITY
from schema.events.body import BODY
from schema.events.heart import HEART
from schema.events.kinds import Aggregation, EventType
from schema.events.records import RECORDS
from schema.events.sleep import SLEEP

__all__ = ["EVENT_TYPES", "Aggregation", "EventType", "event_type"]

EVENT_TYPES: dict[str, EventType] = {
    kind.name: kind for kind in (*HEART, *ACTIVITY, *BODY, *SLEEP, *RECORDS)
}


def event_type(name: str) -> EventType:
    """Return what is known of a type.

    Raises:
        UnknownTypeError: No family has it.
    """
    try:
        return EVENT_TYPES[name]
    except KeyError:
        raise UnknownTypeError(name, EVENT_TYPES) from None
