"""What the person's own device remembers between two visits: session and colours."""

import flet as ft
import msgspec

from app_flet.answers.person import Session

SESSION_KEY = "pulseplate.session"
THEME_KEY = "pulseplate.theme"


class Memory:
    """Storage of the browser or the desktop; never of the house."""

    def __init__(self) -> None:
        self._preferences = ft.SharedPreferences()

    async def session(self) -> Session | None:
        """Return the session kept here; one in a form of the past is forgotten."""
        kept = await self._preferences.get(SESSION_KEY)
        try:
            return msgspec.json.decode(str(kept), type=Session) if kept else None
        except msgspec.DecodeError:
            await self.keep_session(None)
            return None

    async def keep_session(self, session: Session | None) -> None:
        """Keep the session, or forget the one kept."""
        if session is None:
            await self._preferences.remove(SESSION_KEY)
        else:
            await self._preferences.set(SESSION_KEY, msgspec.json.encode(session).decode())

    async def theme(self) -> ft.ThemeMode:
        """Return the colours chosen here, those of the system if none were."""
        kept = await self._preferences.get(THEME_KEY)
        known = {mode.value: mode for mode in ft.ThemeMode}
        return known.get(str(kept), ft.ThemeMode.SYSTEM)

    async def keep_theme(self, theme: ft.ThemeMode) -> None:
        """Keep the chosen colours."""
        await self._preferences.set(THEME_KEY, theme.value)
