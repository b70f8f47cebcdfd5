"""Ids that follow from what an event says, the same each time it is said."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from ingestion.samples import Samples

_encode = msgspec.json.Encoder(order="deterministic").encode


def content_id(*parts: Any) -> str:
    """Return 32 hexadecimal digits that stand for the parts."""
    return blake2b(_encode(parts), digest_size=16).hexdigest()


def samples_id(user_id: str, source_id: str, operation: str, samples: Samples) -> str:
    """Return the id of an event of samples: their identity, in law person, source and time."""
    return content_id(user_id, source_id, operation, samples.type, samples.stretch)


def record_id(source_id: str, name: str, start_ms: int, end_ms: int, record: Any) -> str:
    """Return the id of a record that was sent without one: its content."""
    return content_id(source_id, name, start_ms, end_ms, record)
