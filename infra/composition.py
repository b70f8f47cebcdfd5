"""From settings to objects: the only place where the parts of the house are put together.

Each part is made when it is first asked for, so a role pays for what it uses.
"""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from redis import Redis
from redis.asyncio import Redis as AsyncRedis

from infra.redis.devices import RedisKnownDevices
from infra.redis.fanout import Fanout
from infra.redis.heartbeats import RedisHeartbeats
from infra.redis.live import RedisLiveStore
from infra.redis.progress import RedisImportWatch, RedisProgress
from infra.settings import Settings, mqtt_bridge_secret, token_secret

if TYPE_CHECKING:
    from graph_api.services import Services
    from infra.database.accounts import SqlAccounts
    from infra.database.transactions import Database
    from infra.kafka import KafkaEventLog, KafkaTail, Topic
    from infra.lake import DeltaLakehouse
    from infra.object_store import BucketAccess
    from infra.redis.bell import RedisSlateBell
    from ingestion.importer import Importer
    from ingestion.mqtt_connection import MqttConnection
    from ingestion.uploads import Uploads
    from recommender.adviser import Adviser
    from recommender.registry import Registry
    from recommender.serving import Serving
    from recommender.trainer import Trainer
    from schema.ports.objects import ObjectStore


class House:
    """The parts of one house, as its settings say."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    # Redis

    @cached_property
    def redis(self) -> AsyncRedis:
        """The live store's client."""
        return AsyncRedis.from_url(self.settings.redis_url)

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
    def progress(self) -> RedisProgress:
        """How far long work is."""
        return RedisProgress(self.redis, self.fanout)

    @cached_property
    def bell(self) -> RedisSlateBell:
        """Tells that slates changed."""
        from infra.redis.bell import RedisSlateBell

        return RedisSlateBell(self.redis, self.fanout)

    # Kafka

    @cached_property
    def log(self) -> KafkaEventLog:
        """Appends to the log."""
        from infra.kafka import KafkaEventLog

        return KafkaEventLog(self.settings.kafka_url)

    def tail(
        self, topics: list[Topic], role: str, *, rewind_s: float | None = None
    ) -> KafkaTail:
        """Follow the log on behalf of a role."""
        from infra.kafka import KafkaTail

        return KafkaTail(
            self.settings.kafka_url,
            topics,
            group=role,
            member=f"{role}@{socket.gethostname()}",
            rewind_s=rewind_s,
        )

    # SQL and objects

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

    # Doors

    def mqtt(self) -> MqttConnection:
        """Return the bridge's connection to the broker."""
        from ingestion.mqtt import MANY_BRIDGES, ONE_BRIDGE
        from ingestion.mqtt_connection import Credentials, MqttAddress, MqttConnection

        address = MqttAddress.parse(self.settings.mqtt_url)
        shares = address.version == 5  # noqa: PLR2004  MQTT 5 has shared subscriptions
        name = f"bridge-{socket.gethostname()}" if shares else "bridge"
        return MqttConnection(
            address,
            Credentials(name, "bridge", mqtt_bridge_secret(self.settings)),
            MANY_BRIDGES if shares else ONE_BRIDGE,
        )

    @cached_property
    def importer(self) -> Importer:
        """Imports files."""
        from infra.database.imports import SqlImports
        from ingestion.importer import Importer, ImportStores
        from ingestion.pipeline import Pipeline

        watch = RedisImportWatch(self.progress)
        stores = ImportStores(self.log, SqlImports(self.database), self.lake, watch)
        return Importer(Pipeline(), stores)

    # Advice

    @cached_property
    def registry(self) -> Registry:
        """Versions of the models."""
        from recommender.registry import Registry

        return Registry(self.objects)

    @cached_property
    def serving(self) -> Serving:
        """The models that serve in this process."""
        from recommender.serving import Serving

        return Serving(self.registry)

    @cached_property
    def trainer(self) -> Trainer:
        """Trains when it is due."""
        from infra.database.erasures import SqlErasures
        from infra.database.feedback import SqlFeedbackFeed
        from infra.redis.leases import RedisLeases
        from infra.revision import git_revision
        from recommender.everybody import Everybody
        from recommender.schedule import RetrainRule
        from recommender.trainer import Trainer

        return Trainer(
            Everybody(SqlFeedbackFeed(self.database), self.lake, SqlErasures(self.database)),
            self.registry,
            RedisLeases(Redis.from_url(self.settings.redis_url, socket_timeout=5)),
            RetrainRule(
                every_s=self.settings.retrain_interval_s,
                fewest_new=self.settings.retrain_after_feedback,
                look_every_s=min(30.0, self.settings.retrain_interval_s / 4),
            ),
            holder=f"{socket.gethostname()}:{os.getpid()}",
            git_revision=git_revision(),
        )

    @cached_property
    def adviser(self) -> Adviser:
        """Advice for a person."""
        from infra.database.defaults import SqlDefaults
        from infra.database.profiles import SqlProfiles
        from infra.database.slates import SqlSlates
        from recommender.adviser import Adviser
        from recommender.knowledge import Sources
        from recommender.service import Recommender

        sources = Sources(SqlProfiles(self.database), SqlDefaults(self.database), self.lake)
        return Adviser(
            Recommender(self.serving.model), sources, SqlSlates(self.database), self.bell
        )

    # The API

    def uploads(self) -> Uploads:
        """Return what takes uploaded files."""
        from infra.database.profiles import SqlProfiles
        from ingestion.uploads import Uploads

        profiles = SqlProfiles(self.database)

        async def zone_of(user_id: str) -> str:
            return (await profiles.profile(user_id)).timezone

        return Uploads(self.importer, self.objects, zone_of)

    def graph_services(self, uploads: Uploads) -> Services:
        """Return all that the graph talks to."""
        from graph_api.services import GraphOptions, Services
        from infra.database.api_keys import SqlApiKeys
        from infra.database.defaults import SqlDefaults
        from infra.database.devices import SqlDevices
        from infra.database.imports import SqlImports
        from infra.database.profiles import SqlProfiles
        from infra.database.senders import BearerSenders
        from ingestion.http import ingest_router
        from ingestion.intake import Intake
        from ingestion.pipeline import Pipeline
        from recommender.catalogue.shelf import HouseCatalogue

        door = Intake(Pipeline(), self.log)
        database = self.database
        return Services(
            accounts=self.accounts,
            profiles=SqlProfiles(database),
            defaults=SqlDefaults(database),
            devices=SqlDevices(database),
            known_devices=self.known_devices,
            api_keys=SqlApiKeys(database),
            imports=SqlImports(database),
            import_watch=RedisImportWatch(self.progress),
            lake=self.lake,
            live=self.live,
            door=door,
            advice=self.adviser,
            catalogue=HouseCatalogue(),
            heartbeats=self.heartbeats,
            options=GraphOptions(
                public_mqtt_url=self.settings.public_mqtt_url,
                mqtt_bridge_secret=mqtt_bridge_secret(self.settings),
            ),
            probes={
                "redis": self.redis.ping,
                "database": lambda: database.read(lambda tx: tx.rows.connection()),
                "lakehouse": self.lake.batch,
            },
            doors=ingest_router(door, BearerSenders(self.accounts), uploads),
        )
