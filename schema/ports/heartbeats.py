"""Which roles of the house are alive."""

from __future__ import annotations

from typing import Protocol


class Heartbeats(Protocol):
    """The newest sign of life of each role, forgotten after some seconds of silence."""

    async def states(self) -> dict[str, str]:
        """Return the state of each role that lives: `ready`, or what it is doing instead."""
