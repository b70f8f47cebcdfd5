"""A connection to one browser that always lets go of its session.

flet-web 1.0.5 forgets to disconnect the session of a browser that vanishes while something is
being sent to it: the session, its state and its background work would then live for ever.
"""

import logging
import sys

from fastapi import WebSocket
from flet_web.fastapi.flet_app import FletApp, app_manager

log = logging.getLogger(__name__)


class ReleasingFletApp(FletApp):  # type: ignore[misc]
    """Flet's connection, which disconnects its session however it ends."""

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


def install() -> None:
    """Make Flet's web application use it."""
    sys.modules["flet_web.fastapi.app"].FletApp = ReleasingFletApp  # type: ignore[attr-defined]
