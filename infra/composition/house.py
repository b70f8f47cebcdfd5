"""The house: every part of it, and what the API needs of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.composition.advice import AdviceParts
from infra.composition.doors import DoorParts
from infra.redis.progress import RedisImportWatch
from infra.settings import mqtt_bridge_secret

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graph_api.services import GraphOptions, Services
    from ingestion.uploads import Uploads


class House(DoorParts, AdviceParts):
    """All parts of one house."""

    def graph_services(self, uploads: Uploads) -> Services:
        """Return all that the graph talks to."""
        from graph_api.services import Services
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
            options=self.graph_options(),
            probes=self.probes(),
            doors=ingest_router(
                door, BearerSenders(self.accounts), self.known_devices, uploads
            ),
        )

    def graph_options(self) -> GraphOptions:
        """Return what is set of the graph's own behaviour."""
        from graph_api.services import GraphOptions

        return GraphOptions(
            public_mqtt_url=self.settings.public_mqtt_url,
            mqtt_bridge_secret=mqtt_bridge_secret(self.settings),
            allowed_origins=self.settings.allowed_origins,
        )

    def probes(self) -> dict[str, Callable[[], Awaitable[object]]]:
        """Return checks of what must be reached before the house is ready."""
        return {
            "kafka": self.log.reach,
            "redis": self.redis.ping,
            "database": lambda: self.database.read(lambda tx: tx.rows.connection()),
            "lakehouse": self.lake.batch,
        }
