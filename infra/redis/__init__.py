"""What Redis holds: the live view, copies near at hand, leases, signs of life, progress."""

from infra.redis.devices import REVOKED_CHANNEL, RedisKnownDevices
from infra.redis.fanout import Fanout
from infra.redis.heartbeats import RedisHeartbeats
from infra.redis.leases import RedisLeases
from infra.redis.live import RedisLiveStore
from infra.redis.progress import RedisImportWatch, RedisProgress
from infra.redis.sessions import RedisSessionCache

__all__ = [
    "REVOKED_CHANNEL",
    "Fanout",
    "RedisHeartbeats",
    "RedisImportWatch",
    "RedisKnownDevices",
    "RedisLeases",
    "RedisLiveStore",
    "RedisProgress",
    "RedisSessionCache",
]
