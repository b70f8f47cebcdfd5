"""Structured data, whole files, and the lakehouse."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from infra.composition.live_store import LiveStoreParts
from infra.redis.devices import RedisKnownDevices
from infra.settings import token_secret

if TYPE_CHECKING:
    from infra.database.accounts import SqlAccounts
    from infra.database.transactions import Database
    from infra.lake import DeltaLakehouse
    from infra.object_store import BucketAccess
    from schema.ports.objects import ObjectStore


class StoreParts(LiveStoreParts):
    """What outlives its process; copies of some of it are in the live store."""

    @cached_property
    def database(self) -> Database:
        """Structured data."""
        from infra.database.engine import make_engine
        from infra.database.transactions import Database

        return Database(make_engine(self.settings.database_url))

    @cached_property
    def accounts(self) -> SqlAccounts:
        """Accounts and sessions, with their copies in Redis."""
        from infra.database.accounts import SqlAccounts
        from infra.database.passwords import Passwords
        from infra.database.tokens import AccessTokens
        from infra.redis.sessions import RedisSessionCache

        settings = self.settings
        return SqlAccounts(
            self.database,
            Passwords(),
            AccessTokens(
                token_secret(settings), timedelta(seconds=settings.access_token_lifetime_s)
            ),
            timedelta(seconds=settings.refresh_token_lifetime_s),
            cache=RedisSessionCache(self.redis),
        )

    @cached_property
    def known_devices(self) -> RedisKnownDevices:
        """Devices as the doors know them."""
        from infra.database.device_sessions import SqlDeviceSessions

        return RedisKnownDevices(self.redis, SqlDeviceSessions(self.database))

    @cached_property
    def objects(self) -> ObjectStore:
        """Whole files."""
        from infra.object_store import open_objects

        return open_objects(self.settings.objects_url, self.bucket_access)

    @cached_property
    def bucket_access(self) -> BucketAccess | None:
        """How buckets are reached; null where everything is in folders."""
        from infra.object_store import BucketAccess

        settings = self.settings
        if not (settings.s3_endpoint and settings.s3_access_key and settings.s3_secret_key):
            return None
        return BucketAccess(
            settings.s3_endpoint,
            settings.s3_access_key,
            settings.s3_secret_key.get_secret_value(),
            settings.s3_region,
        )

    @cached_property
    def lake(self) -> DeltaLakehouse:
        """The lakehouse, for reading."""
        from infra.lake import open_lakehouse

        return open_lakehouse(self.settings)
