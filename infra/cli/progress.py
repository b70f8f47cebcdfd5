"""How the opening of a house is shown: a live table on a terminal, else a line a change."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from infra.cli.screen import services_table
from infra.services.demo import DemoProgress
from infra.services.states import HouseState
from infra.settings import Settings


class Announcer:
    """Tells the person what the house is doing, and once that it is ready."""

    def __init__(self, settings: Settings, *, with_demo: bool) -> None:
        self._settings = settings
        self._demo = DemoProgress(settings.redis_url) if with_demo else None
        self._console = Console(highlight=False, soft_wrap=True)
        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        self._began = time.monotonic()
        self._shown: dict[str, str] = {}
        self._was_ready = False

    def __enter__(self) -> Self:
        """Begin the live table, on a terminal."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the screen as it was found."""
        self._live.stop()

    def say(self, text: str) -> None:
        """Say one thing that stays."""
        self._console.print(text)

    def show(self, house: HouseState) -> None:
        """Show how things stand, and what has changed since the last time."""
        if not self._live.is_started:
            self._say_changes(house)
        if house.ready and not self._was_ready:
            self._was_ready = True
            self._say_ready()
        demo = self._demo.sentence() if self._demo and house.ready else ""
        if self._live.is_started:
            seconds = f"{time.monotonic() - self._began:.0f} s" if not house.ready else demo
            self._live.update(Group(services_table(house), Text(seconds)), refresh=True)
        elif demo and self._shown.get("demo progress") != demo:
            self._shown["demo progress"] = demo
            self.say(demo)

    def _say_changes(self, house: HouseState) -> None:
        for service in house.services:
            if self._shown.get(service.name, "waiting") != service.state:
                self.say(f"{self._seconds():6.1f} s  {service.name:<8} {service.state}")
            self._shown[service.name] = service.state

    def _say_ready(self) -> None:
        self.say(f"Ready after {self._seconds():.0f} s")
        self.say(addresses(self._settings))
        if self._demo:
            self.say("  demo  sign in as luca.bianchi with password1")

    def _seconds(self) -> float:
        return time.monotonic() - self._began


def addresses(settings: Settings) -> str:
    """Return the lines that tell where the house is reached."""
    return (
        f"  app   http://127.0.0.1:{settings.app_port}\n"
        f"  API   {settings.public_api_url}/graphql\n"
        f"  MQTT  {settings.public_mqtt_url}"
    )
