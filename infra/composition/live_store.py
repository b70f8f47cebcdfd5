"""What is kept in Redis."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from redis import Redis as SyncRedis
from redis.asyncio import Redis

from infra.composition.parts import Parts
from infra.redis.fanout import Fanout
from infra.redis.heartbeats import RedisHeartbeats
from infra.redis.leases import RedisLeases
from infra.redis.live import RedisLiveStore
from infra.redis.progress import RedisProgress

if TYPE_CHECKING:
    from infra.redis.bell import RedisSlateBell


class LiveStoreParts(Parts):
    """The live store, and what is made of it."""

    @cached_property
    def redis(self) -> Redis:
        """The live store's client."""
        return Redis.from_url(self.settings.redis_url)

    @cached_property
    def fanout(self) -> Fanout:
        """Everybody in this process who listens to Redis channels."""
        return Fanout(self.redis)

    @cached_property
    def live(self) -> RedisLiveStore:
        """The live view."""
        return RedisLiveStore(self.redis, self.fanout)

    @cached_property
    def heartbeats(self) -> RedisHeartbeats:
        """Signs of life of the roles."""
        return RedisHeartbeats(self.redis)

    @cached_property
    def leases(self) -> RedisLeases:
        """Who of many works at what."""
        return RedisLeases(SyncRedis.from_url(self.settings.redis_url, socket_timeout=5))

    @cached_property
    def progress(self) -> RedisProgress:
        """How far long work is."""
        return RedisProgress(self.redis, self.fanout)

    @cached_property
    def bell(self) -> RedisSlateBell:
        """Tells that slates changed."""
        from infra.redis.bell import RedisSlateBell

        return RedisSlateBell(self.redis, self.fanout)
