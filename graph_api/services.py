"""What the graph needs from outside, handed in whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from fastapi import APIRouter

    from schema.ports.advice import Advice
    from schema.ports.catalogue import Catalogue
    from schema.ports.devices import KnownDevices
    from schema.ports.doors import EventDoor
    from schema.ports.heartbeats import Heartbeats
    from schema.ports.imports import Imports, ImportWatch
    from schema.ports.lake import Lakehouse
    from schema.ports.live import LiveStore
    from schema.ports.people import Accounts, ApiKeys, Defaults, Devices, Profiles


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class GraphOptions:
    """What can be set about the graph's own behaviour.

    Attributes:
        public_mqtt_url: Where a new device finds the broker.
        mqtt_bridge_secret: What the bridge signs in to the broker with.
        allowed_origins: Origins whose pages may call the API from a browser.
        token_check_interval_s: How soon an open socket notices that its token has ended.
        needed_roles: Roles whose heartbeat `/readyz` waits for.
    """

    public_mqtt_url: str
    mqtt_bridge_secret: str = field(repr=False)
    allowed_origins: tuple[str, ...] = ()
    token_check_interval_s: float = 5.0
    needed_roles: tuple[str, ...] = ("bridge", "live", "relay", "spark")


@dataclass(frozen=True)
class Services:
    """Every port that the graph talks through.

    Attributes:
        door: The way in for what a person logs here, the same as for everybody's events.
        probes: Named checks of what must be reachable; one that cannot reach it raises.
        doors: The HTTP routes for events and files, mounted beside the graph.
        registry: Where the process keeps its Prometheus metrics.
        clock: Tells the present instant, in UTC.
    """

    accounts: Accounts
    profiles: Profiles
    defaults: Defaults
    devices: Devices
    known_devices: KnownDevices
    api_keys: ApiKeys
    imports: Imports
    import_watch: ImportWatch
    lake: Lakehouse
    live: LiveStore
    door: EventDoor
    advice: Advice
    catalogue: Catalogue
    heartbeats: Heartbeats
    options: GraphOptions
    probes: Mapping[str, Callable[[], Awaitable[object]]] = field(default_factory=dict)
    doors: APIRouter | None = None
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    clock: Callable[[], datetime] = utc_now
