"""The services of one house, in the order in which people name them."""

from collections.abc import Callable
from urllib.parse import urlsplit

import redis

from infra.kafka.topics import ensure_topics
from infra.services.checks import (
    heartbeat_check,
    kafka_check,
    page_check,
    redis_check,
    socket_check,
)
from infra.services.kafka import Broker
from infra.services.ports import LOOPBACK, free_port
from infra.services.redis import RedisServer
from infra.services.roles import role_command
from infra.services.service import Service
from infra.settings import Settings

_HEAVY_NICENESS = 10
_MQTT_PORT = 1883


def services_of(
    settings: Settings,
    external: list[str],
    *,
    migrate: Callable[[], None],
    with_demo: bool,
) -> list[Service]:
    """Return every service of a house.

    Args:
        settings: With every address settled.
        external: Services that are somebody else's.
        migrate: Brings the structured data to this version's form; done before the first
            of our roles that needs it.
        with_demo: Whether demo people live here: loaded once everything else is ready.
    """
    live_store = redis.Redis.from_url(
        settings.redis_url, socket_timeout=1.5, socket_connect_timeout=1.5
    )

    def role(name: str, *after: str, niceness: int = 0) -> Service:
        return Service(
            name,
            heartbeat_check(live_store, name),
            role_command(name),
            after=frozenset(after),
            niceness=niceness,
        )

    house = [
        _mqtt(settings, live_store, is_ours="mqtt" not in external),
        _kafka(settings, is_ours="kafka" not in external),
        _redis(settings, live_store, is_ours="redis" not in external),
        role("spark", niceness=_HEAVY_NICENESS),
        role("bridge", "kafka", "mqtt", "api"),
        role("live", "kafka", "redis"),
        role("relay", "kafka", "api"),
        _api(settings, migrate),
        _app(settings),
        role("trainer", "kafka", "api", niceness=_HEAVY_NICENESS),
    ]
    return [*house, role("demo", *(service.name for service in house))] if with_demo else house


def _api(settings: Settings, migrate: Callable[[], None]) -> Service:
    return Service(
        "api",
        page_check(LOOPBACK, settings.api_port, "/healthz"),
        role_command("api"),
        address=settings.api_url,
        after=frozenset({"redis"}),
        prepare=migrate,
    )


def _app(settings: Settings) -> Service:
    return Service(
        "app",
        page_check(LOOPBACK, settings.app_port, "/"),
        role_command("app"),
        address=f"http://{LOOPBACK}:{settings.app_port}",
        after=frozenset({"api"}),
    )


def _mqtt(settings: Settings, live_store: redis.Redis, *, is_ours: bool) -> Service:
    address = _without_password(settings.mqtt_url)
    if is_ours:
        check = heartbeat_check(live_store, "mqtt")
        return Service("mqtt", check, role_command("mqtt"), address, after=frozenset({"redis"}))
    place = urlsplit(settings.mqtt_url)
    check = socket_check(place.hostname or LOOPBACK, place.port or _MQTT_PORT)
    return Service("mqtt", check, address=address)


def _kafka(settings: Settings, *, is_ours: bool) -> Service:
    broker = Broker(
        folder=settings.home / "kafka",
        configuration=settings.run_folder / "kafka.properties",
        host=LOOPBACK,
        port=settings.kafka_port,
        controller_port=free_port(LOOPBACK),
    )
    return Service(
        "kafka",
        kafka_check(settings.kafka_url),
        broker.command() if is_ours else (),
        address=settings.kafka_url,
        prepare=broker.prepare if is_ours else None,
        settle=lambda: ensure_topics(settings.kafka_url, replicas=settings.kafka_replicas),
    )


def _redis(settings: Settings, live_store: redis.Redis, *, is_ours: bool) -> Service:
    server = RedisServer(
        folder=settings.home / "redis",
        configuration=settings.run_folder / "redis.conf",
        host=LOOPBACK,
        port=settings.redis_port,
    )
    return Service(
        "redis",
        redis_check(live_store),
        server.command() if is_ours else (),
        address=_without_password(settings.redis_url),
        prepare=server.prepare if is_ours else None,
    )


def _without_password(url: str) -> str:
    place = urlsplit(url)
    return place._replace(netloc=place.netloc.rpartition("@")[2]).geturl()
