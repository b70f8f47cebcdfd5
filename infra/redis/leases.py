"""One leader among many processes, by leases that run out by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redis import Redis

_ACQUIRE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""

_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""


class RedisLeases:
    """Leases as `lease:{name}`, holding the holder's name."""

    def __init__(self, client: Redis) -> None:
        self._acquire = client.register_script(_ACQUIRE)
        self._release = client.register_script(_RELEASE)

    def acquire(self, name: str, holder: str, ttl_s: float) -> bool:
        """Take or prolong the lease; False while another holds it."""
        return bool(self._acquire(keys=[f"lease:{name}"], args=[holder, round(ttl_s * 1000)]))

    def release(self, name: str, holder: str) -> None:
        """Give the lease back, if it is the holder's."""
        self._release(keys=[f"lease:{name}"], args=[holder])


class SoleProcess:
    """Leases where no other process can be, as in a house that is closed."""

    def acquire(self, _name: str, _holder: str, _ttl_s: float) -> bool:
        """Take the lease."""
        return True

    def release(self, _name: str, _holder: str) -> None:
        """Give it back."""
