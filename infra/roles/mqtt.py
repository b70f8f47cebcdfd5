"""Role `mqtt`: the broker of a house on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from infra.mqtt.admission import AskingApi
from infra.mqtt.broker import Listener
from infra.mqtt.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from infra.composition import House


async def run(house: House, ready: Callable[[], None]) -> None:
    """Run the broker until cancelled."""
    settings = house.settings
    port = urlsplit(settings.mqtt_url).port or settings.mqtt_port
    admits = AskingApi(settings.api_url)
    ready()
    try:
        await serve({"default": Listener(settings.bind_host, port)}, admits, house.fanout)
    finally:
        await admits.close()
