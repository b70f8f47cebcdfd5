"""What is reported of a body and a life: one family of facts a file, and the registry."""

from schema.events.envelope import Door, Envelope, Operation
from schema.events.registry import EVENT_TYPES, Aggregation, EventType, event_type

__all__ = [
    "EVENT_TYPES",
    "Aggregation",
    "Door",
    "Envelope",
    "EventType",
    "Operation",
    "event_type",
]
