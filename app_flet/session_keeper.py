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
        self._replaced: Session | None = None
        self.session: Session | None = None

    async def open(self, session: Session) -> None:
        """Go on with this session, which is of whoever just signed in."""
        await self._go_on(session, instead_of=None)

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
        """Return the session after the given one; refreshed once, however many ask.

        Raises:
            SessionEndedError: the house refused to renew it, or its person signed out.
        """
        async with self._renewing:
            if self.session is not None and self._replaced is instead_of:
                return self.session
            self._expect(instead_of)
            fresh = await self._renewals.of(instead_of.refresh_token, self._renew)
            self._expect(instead_of)
            if fresh is None:
                await self.close()
                raise SessionEndedError
            await self._go_on(fresh, instead_of)
            return fresh

    async def _go_on(self, session: Session, instead_of: Session | None) -> None:
        self.session, self._replaced = session, instead_of
        await self._changed(session)

    def _expect(self, session: Session) -> None:
        """See to it that what one person asked is never asked in the name of the next."""
        if self.session is not session:
            raise SessionEndedError


def ends_soon(session: Session) -> bool:
    """Say whether a session has to be renewed before it is used."""
    return session.expires_at - datetime.now(UTC) < RENEW_BEFORE_END
