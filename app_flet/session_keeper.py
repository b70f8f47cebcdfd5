"""Keeps a person signed in: holds the tokens, renews them, says when it is over."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from app_flet.answers.person import Session
from app_flet.errors import SessionEndedError
from app_flet.renewals import Exchange, Renewals

RENEW_BEFORE_END = timedelta(seconds=30)

Listener = Callable[[Session | None], Awaitable[None]]


class SessionKeeper:
    """The session of one running app.

    Args:
        renewals: Exchanges made by all windows of this process.
        renew: Exchanges a refresh token for a new session, or nothing when it is refused.
        changed: Told of every new session, and of its end with `None`.
    """

    def __init__(self, renewals: Renewals, renew: Exchange, changed: Listener) -> None:
        self._renewals, self._renew, self._changed = renewals, renew, changed
        self._renewing = asyncio.Lock()
        self.session: Session | None = None

    async def open(self, session: Session) -> None:
        """Go on with this session."""
        self.session = session
        await self._changed(session)

    async def close(self) -> None:
        """Forget the session."""
        if self.session is not None:
            self.session = None
            await self._changed(None)

    async def current(self) -> Session | None:
        """Return a session that is still good, or nothing when nobody is signed in."""
        session = self.session
        if session is not None and ends_soon(session):
            return await self.renewed(instead_of=session)
        return session

    async def renewed(self, instead_of: Session) -> Session:
        """Return a session newer than the given one; refreshed once, however many ask.

        Raises:
            SessionEndedError: the house refused to renew it.
        """
        async with self._renewing:
            if self.session is None:
                raise SessionEndedError
            if self.session is not instead_of:
                return self.session
            fresh = await self._renewals.of(instead_of.refresh_token, self._renew)
            if fresh is None:
                await self.close()
                raise SessionEndedError
            await self.open(fresh)
            return fresh


def ends_soon(session: Session) -> bool:
    """Say whether a session has to be renewed before it is used."""
    return session.expires_at - datetime.now(UTC) < RENEW_BEFORE_END
