"""What every resolver is handed: the ports, who calls, and this request's loaders."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from strawberry.fastapi import BaseContext

from graph_api.auth import bearer_token
from graph_api.loaders import Loaders
from schema.errors import PulsePlateError, UnauthenticatedError

if TYPE_CHECKING:
    from graph_api.platform.metrics import GraphMetrics
    from graph_api.services import Services
    from schema.people.accounts import Caller
    from schema.ports.lake import Lakehouse


class Context(BaseContext):
    """One request, or one socket for as long as it is open.

    Args:
        services: The ports.
        metrics: What is counted.
        is_socket: Whether many operations share this context, so that nothing read for one
            may be kept for the next.
    """

    def __init__(self, services: Services, metrics: GraphMetrics, *, is_socket: bool) -> None:
        super().__init__()
        self.services, self.metrics = services, metrics
        self.loaders = Loaders(services, self.lake, cache=not is_socket)
        self._standing: asyncio.Future[Lakehouse] | None = None
        self._follows = is_socket
        self.token: str | None = None
        self._caller: Caller | None = None
        self._refusal: PulsePlateError | None = None

    @property
    def caller(self) -> Caller:
        """Who calls.

        Raises:
            UnauthenticatedError: Nobody signed in sent this, or the token does not stand.
        """
        if self._caller is None:
            raise self._refusal or UnauthenticatedError("sign in first: no token was sent")
        return self._caller

    async def identify(self, authorization: str | None) -> None:
        """Take the token in place of one sent before.

        A bad one refuses only what needs one, so that one can sign in.
        """
        self.token, self._caller, self._refusal = None, None, None
        try:
            self.token = bearer_token(authorization)
            if self.token is not None:
                self._caller = await self.services.accounts.identify(self.token)
        except UnauthenticatedError as refusal:
            self._refusal = refusal

    async def lake(self) -> Lakehouse:
        """Return the lakehouse, of which one request reads all at one manifest."""
        if self._follows:
            return self.services.lake
        if self._standing is None:
            self._standing = asyncio.ensure_future(self.services.lake.standing())
        return await self._standing

    def keep_nothing(self) -> None:
        """Read everything anew from here on: somebody follows what changes."""
        self.loaders = Loaders(self.services, self.lake, cache=False)
        self._follows = True

    @property
    def is_refused(self) -> bool:
        """Whether a token was sent and does not stand."""
        return self._refusal is not None
