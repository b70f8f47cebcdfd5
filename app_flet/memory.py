"""What the person's own device remembers between two visits: session and colours."""

import asyncio
import logging

import flet as ft
import msgspec
from tenacity import retry, retry_if_exception_type

from app_flet.answers.person import Session

log = logging.getLogger(__name__)

SESSION_KEY = "pulseplate.session"
THEME_KEY = "pulseplate.theme"
ANSWER_WITHIN_S = 5.0


class Memory:
    """Storage of the browser or the desktop; never of the house.

    A browser that loses its connection never answers what it was asked before; and once it is
    back, Flet 1.0.5 hears it only through a new service (its issue 6412).
    """

    def __init__(self) -> None:
        self.reconnect()

    def reconnect(self) -> None:
        """Reach the browser that is there now."""
        self._preferences = ft.SharedPreferences()

    async def session(self) -> Session | None:
        """Return the session kept here; one in a form of the past is forgotten."""
        kept = await self._recall(SESSION_KEY)
        try:
            return msgspec.json.decode(kept, type=Session) if kept else None
        except msgspec.DecodeError:
            await self.keep_session(None)
            return None

    async def keep_session(self, session: Session | None) -> None:
        """Keep the session, or forget the one kept."""
        await self._keep(SESSION_KEY, msgspec.json.encode(session).decode() if session else "")

    async def theme(self) -> ft.ThemeMode:
        """Return the colours chosen here, those of the system if none were."""
        kept = await self._recall(THEME_KEY)
        known = {mode.value: mode for mode in ft.ThemeMode}
        return known.get(kept, ft.ThemeMode.SYSTEM)

    async def keep_theme(self, theme: ft.ThemeMode) -> None:
        """Keep the chosen colours."""
        await self._keep(THEME_KEY, theme.value)

    @retry(retry=retry_if_exception_type(TimeoutError))
    async def _recall(self, key: str) -> str:
        """Return a value, empty where none is kept; ask again after a connection was lost."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return str(await self._preferences.get(key) or "")
        except RuntimeError as error:
            log.info("the browser keeps no %s: %s", key, error)
            return ""

    async def _keep(self, key: str, value: str) -> None:
        """Keep a value, or forget it if it is empty; a browser that is away keeps nothing."""
        try:
            async with asyncio.timeout(ANSWER_WITHIN_S):
                if value:
                    await self._preferences.set(key, value)
                else:
                    await self._preferences.remove(key)
        except (TimeoutError, RuntimeError) as error:
            log.info("the browser did not keep %s: %r", key, error)
