"""How events and files come in."""

from __future__ import annotations

import socket
from functools import cached_property
from typing import TYPE_CHECKING

from infra.composition.log import LogParts
from infra.composition.stores import StoreParts
from infra.redis.progress import RedisImportWatch
from infra.settings import mqtt_bridge_secret

if TYPE_CHECKING:
    from ingestion.aftercare import Aftercare
    from ingestion.importer import Importer, ImportStores
    from ingestion.mqtt_connection import MqttConnection
    from ingestion.uploads import Uploads


class DoorParts(StoreParts, LogParts):
    """The doors, in front of the log."""

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
        from ingestion.importer import Importer
        from ingestion.pipeline import Pipeline

        return Importer(Pipeline(), self.import_stores())

    def aftercare(self) -> Aftercare:
        """Return what ends the imports whose process ended."""
        from ingestion.aftercare import Aftercare

        return Aftercare(self.import_stores())

    def import_stores(self) -> ImportStores:
        """Return what an import needs from outside."""
        from infra.database.imports import SqlImports
        from ingestion.importer import ImportStores

        imports, watch = SqlImports(self.database), RedisImportWatch(self.progress)
        return ImportStores(self.log, imports, self.lake, watch, self.leases)

    def uploads(self) -> Uploads:
        """Return what takes uploaded files."""
        from infra.database.profiles import SqlProfiles
        from ingestion.uploads import Uploads

        profiles = SqlProfiles(self.database)

        async def zone_of(user_id: str) -> str:
            return (await profiles.profile(user_id)).timezone

        return Uploads(self.importer, self.objects, zone_of)
