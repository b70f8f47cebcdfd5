"""One leader among many processes."""

from __future__ import annotations

from typing import Protocol


class Leases(Protocol):
    """Named leases that run out by themselves."""

    def acquire(self, name: str, holder: str, ttl_s: float) -> bool:
        """Take or prolong the lease; False while another holds it."""

    def release(self, name: str, holder: str) -> None:
        """Give the lease back, if it is the holder's."""
