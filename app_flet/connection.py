"""A browser that comes and goes: connections and sessions that bear it.

Flet 1.0.5 forgets to disconnect the session of a browser that vanishes while something is being
sent to it: the session, its state and its background work would then live for ever. And what
changes while a browser is away is never drawn: a phone that loses its network while somebody
signs in would wait for ever once it is back.
"""

import asyncio
import logging
import sys
from typing import Any

from fastapi import WebSocket
from flet.messaging.session import Session
from flet_web.fastapi.flet_app import FletApp, app_manager

log = logging.getLogger(__name__)


class ReleasingFletApp(FletApp):  # type: ignore[misc]
    """Flet's connection, which disconnects its session however it ends.

    What is sent between the browser's going and the disconnection is dropped, as after it.
    """

    def send_message(self, message: Any) -> None:
        """Send to the browser, if it is there."""
        if self._FletApp__send_queue is not None:
            super().send_message(message)

    async def handle(self, websocket: WebSocket) -> None:
        """Serve one browser until it goes away."""
        try:
            await super().handle(websocket)
        except Exception as error:  # noqa: BLE001
            log.info("a browser went away while something was sent to it: %r", error)
        finally:
            await self._release()

    async def _release(self) -> None:
        session = getattr(self, "_FletApp__session", None)
        if session is not None and session.connection is self:
            unique_id = self._FletApp__get_unique_session_id(session.id)
            timeout_s = self._FletApp__session_timeout_seconds
            await app_manager.disconnect_session(unique_id, timeout_s)


class LastingSession(Session):
    """Flet's session, which draws on while its browser is away and says when it cannot.

    What it draws meanwhile is sent to nobody: who comes back gets the whole page.
    """

    _Session__pending_updates: set[Any]
    _Session__pending_effects: list[tuple[Any, bool]]
    _Session__updates_ready: asyncio.Event
    _Session__updates_task: asyncio.Task[None]

    def schedule_update(self, control: Any) -> None:
        """Draw a control at the next turn."""
        self._Session__pending_updates.add(control)
        self._Session__updates_ready.set()

    def schedule_effect(self, hook: Any, is_cleanup: bool) -> None:  # noqa: FBT001  it is Flet's
        """Run an effect at the next turn."""
        self._Session__pending_effects.append((hook, is_cleanup))
        self._Session__updates_ready.set()

    async def disconnect(self, session_timeout_seconds: int) -> None:
        """Let go of the browser, and of nothing that is still to be drawn or run."""
        updates = list(self._Session__pending_updates)
        effects = list(self._Session__pending_effects)
        await super().disconnect(session_timeout_seconds)
        for control in updates:
            self.schedule_update(control)
        for hook, is_cleanup in effects:
            self.schedule_effect(hook, is_cleanup)

    def start_updates_scheduler(self) -> None:
        """Begin to draw; an error in it ends the page, with a word to the person."""
        super().start_updates_scheduler()  # type: ignore[no-untyped-call]
        self._Session__updates_task.add_done_callback(self._drawing_ended)

    def _drawing_ended(self, drawing: asyncio.Task[None]) -> None:
        error = None if drawing.cancelled() else drawing.exception()
        if error is not None:
            log.error("the page could not be drawn", exc_info=error)
            self.error(f"The page could not be drawn: {error!r}. Please load it again.")


def install() -> None:
    """Make Flet's web application use them."""
    sys.modules["flet_web.fastapi.app"].FletApp = ReleasingFletApp  # type: ignore[attr-defined]
    sys.modules["flet_web.fastapi.flet_app"].Session = LastingSession  # type: ignore[attr-defined]
