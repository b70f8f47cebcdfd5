"""What every screen can reach."""

import logging
from dataclasses import dataclass

import flet as ft

from app_flet.answers.base import Answer
from app_flet.background import Background
from app_flet.client import HouseClient
from app_flet.errors import HouseError
from app_flet.feed import Feed
from app_flet.memory import Memory
from app_flet.state import Screen, Tab

log = logging.getLogger(__name__)


@dataclass
class Tools:
    """The house, and the state of one running app."""

    client: HouseClient
    memory: Memory
    background: Background
    screen: Screen
    feed: Feed

    async def leave(self) -> None:
        """Sign the person out, here in any case, in the house if it answers."""
        try:
            await self.client.ask("sign_out", Answer)
        except HouseError as error:
            log.info("signed out here only: %s", error)
        await self.client.keeper.close()
        self.screen.message = ""
        self.screen.tab = Tab.TODAY


_provided: ft.ContextProvider[Tools | None] = ft.create_context(None)
provide_tools = _provided


def use_tools() -> Tools:
    """Return the tools inside a component.

    Raises:
        LookupError: the component stands outside the app.
    """
    tools = ft.use_context(_provided)
    if tools is None:
        raise LookupError("no tools are provided here")
    return tools
