import asyncio
import logging
from dataclasses import dataclass

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    Message,
    MessageAction,
    configure_encode_object_for_msgpack,
)
from flet.pubsub.pubsub_hub import PubSubHub

from app_flet.connection import LastingSession


class Browser(Connection):
    """A browser's end of a connection: what it was sent."""

    def __init__(self):
        super().__init__()
        self.sent, self.loop, self.pubsubhub = [], asyncio.get_running_loop(), PubSubHub()

    def send_message(self, message):
        encode = configure_encode_object_for_msgpack(BaseControl)
        msgpack.packb(message.body, default=encode)  # which draws what is new
        self.sent.append(message.action)

    def dispose(self):
        pass


@ft.observable
@dataclass
class Door:
    name: str = "closed"


@ft.component
def show(door, drawn, heard):
    ft.use_effect(lambda: heard.append(door.name), dependencies=[door.name])
    drawn.append(door.name)
    if not door.name:
        raise ValueError("a door without a name")
    return [ft.View(controls=[ft.Text(door.name)])]


@dataclass
class Visit:
    """A page that shows a door: what was drawn of it, and what its effect heard."""

    session: LastingSession
    door: Door
    drawn: list
    heard: list


async def visit():
    session = LastingSession(Browser())
    _context_page.set(session.page)
    registered = Message(MessageAction.REGISTER_CLIENT, session.get_page_patch())
    session.connection.send_message(registered)
    it = Visit(session, Door(), [], [])
    session.page.render_views(show, it.door, it.drawn, it.heard)
    await turns()
    assert (it.drawn, it.heard) == (["closed"], ["closed"])
    return it


async def turns():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_changes_while_nobody_looks_is_drawn_for_whoever_comes_back():
    it = await visit()

    await it.session.disconnect(300)
    it.door.name = "open"
    await turns()

    assert (it.drawn[-1], it.heard[-1]) == ("open", "open")


async def test_what_was_due_when_the_browser_went_is_still_done():
    it = await visit()

    it.door.name = "open"
    await it.session.disconnect(300)
    await turns()

    assert (it.drawn[-1], it.heard[-1]) == ("open", "open")


async def test_a_page_that_cannot_be_drawn_says_so(caplog):
    it = await visit()

    with caplog.at_level(logging.ERROR, "app_flet.connection"):
        it.door.name = ""
        await turns()

    assert "could not be drawn" in caplog.text
    assert it.session.connection.sent[-1] is MessageAction.SESSION_CRASHED
