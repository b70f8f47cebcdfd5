"""What refresh tokens were changed for, shared by all windows of this process.

A refresh token works once. Two tabs of one browser hold the same one: whichever comes second
gets what the first one got, and neither is signed out by the other.
"""

import asyncio
from collections.abc import Awaitable, Callable

from app_flet.answers.person import Session
from app_flet.errors import HouseError

REMEMBERED = 1000

Exchange = Callable[[str], Awaitable[Session | None]]


class Renewals:
    """The latest exchanges of refresh tokens."""

    def __init__(self) -> None:
        self._exchanges: dict[str, asyncio.Future[Session | None]] = {}

    async def of(self, refresh_token: str, exchange: Exchange) -> Session | None:
        """Return the session that follows, exchanging the token if nobody has yet.

        Raises:
            HouseError: the house could not be asked; it may be tried again.
        """
        made = self._exchanges.get(refresh_token)
        if made is None:
            made = asyncio.ensure_future(exchange(refresh_token))
            self._remember(refresh_token, made)
        try:
            return await asyncio.shield(made)
        except HouseError:
            self._exchanges.pop(refresh_token, None)
            raise

    def _remember(self, refresh_token: str, made: asyncio.Future[Session | None]) -> None:
        self._exchanges[refresh_token] = made
        while len(self._exchanges) > REMEMBERED:
            del self._exchanges[next(iter(self._exchanges))]
