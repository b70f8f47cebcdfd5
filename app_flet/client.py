"""The way to the house: GraphQL over HTTP, and over WebSocket for what moves."""

import asyncio
import logging
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from gql import Client
from gql.transport.exceptions import (
    TransportConnectionFailed,
    TransportError,
    TransportQueryError,
    TransportServerError,
)
from gql.transport.httpx import HTTPXAsyncTransport
from httpx import URL
from websockets.exceptions import ConnectionClosed

from app_flet import documents
from app_flet.answers.base import Answer
from app_flet.answers.person import Opened, Session
from app_flet.errors import (
    HouseError,
    HouseUnreachableError,
    SessionEndedError,
    UnexpectedAnswerError,
)
from app_flet.renewals import Renewals
from app_flet.session_keeper import Listener, SessionKeeper
from app_flet.stream import Stream

if TYPE_CHECKING:
    from gql.client import AsyncClientSession

log = logging.getLogger(__name__)

UNAUTHENTICATED = "UNAUTHENTICATED"
SOCKET_REFUSED = {4401, 4403}
GATEWAY_AWAY = {
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}
TIMEOUT_S = 20.0
LONGEST_PAUSE_S = 15.0

Read = TypeVar("Read", bound=Answer)


class HouseClient:
    """One person's connection to the API.

    Args:
        url: Address of the GraphQL endpoint.
        renewals: Exchanges of refresh tokens, shared by all windows of this process.
        session_changed: Told of every new session, and of its end with `None`.
    """

    def __init__(self, url: str, renewals: Renewals, session_changed: Listener) -> None:
        self.url = url
        self.keeper = SessionKeeper(renewals, self._renew, self._session_changed)
        self._told = session_changed
        self._http: AsyncClientSession | None = None
        self._stream = Stream(url, self.keeper)

    async def ask(self, name: str, answer: type[Read], **variables: Any) -> Read:
        """Send the operation called `name` and return its answer.

        Raises:
            HouseUnreachableError: nothing answered.
            SessionEndedError: the person has to sign in again.
            UnexpectedAnswerError: the API reported an error.
        """
        used = await self.keeper.current()
        try:
            return await self._send(name, answer, used, variables)
        except TransportError as error:
            if used is None or not means_unauthenticated(error):
                raise translated(error) from error
        fresh = await self.keeper.renewed(instead_of=used)
        try:
            return await self._send(name, answer, fresh, variables)
        except TransportError as error:
            if means_unauthenticated(error):
                await self.keeper.close()
                raise SessionEndedError from error
            raise translated(error) from error

    async def follow(
        self, name: str, answer: type[Read], **variables: Any
    ) -> AsyncIterator[Read | None]:
        """Yield what the subscription called `name` pushes, for as long as someone listens.

        A lost connection yields `None`, is opened again with growing pauses, and goes on.

        Raises:
            SessionEndedError: the person has to sign in again.
        """
        pause_s = 0.5
        while True:
            try:
                async for pushed in self._pushed(name, variables):
                    yield msgspec.convert(pushed, answer)
                    pause_s = 0.5
            except SessionEndedError:
                raise
            except HouseError as error:
                log.info("subscription %s waits: %s", name, error)
            yield None
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def stop_following(self) -> None:
        """Close what carries subscriptions; it opens again when needed."""
        await self._stream.close()

    async def close(self) -> None:
        """Close all connections."""
        await self.stop_following()
        if self._http is not None:
            http, self._http = self._http, None
            await http.client.close_async()  # type: ignore[no-untyped-call]

    async def _send(
        self, name: str, answer: type[Read], session: Session | None, variables: dict[str, Any]
    ) -> Read:
        if self._http is None:
            transport = HTTPXAsyncTransport(url=self.url, timeout=None)
            client = Client(
                transport=transport,
                fetch_schema_from_transport=False,
                execute_timeout=TIMEOUT_S,
            )
            self._http = await client.connect_async()  # type: ignore[no-untyped-call]
        headers = {"Authorization": f"Bearer {session.access_token}"} if session else {}
        try:
            data = await self._http.execute(
                documents.request(name, variables), extra_args={"headers": headers}
            )
        except TimeoutError as error:
            raise TransportConnectionFailed("no answer in time") from error
        return msgspec.convert(data, answer)

    async def _session_changed(self, session: Session | None) -> None:
        """Let nobody hear what somebody else followed: connections end with the session."""
        if session is None:
            await self.stop_following()
        await self._told(session)

    async def _renew(self, refresh_token: str) -> Session | None:
        try:
            answer = await self._send(
                "refresh_session", Opened, None, {"refreshToken": refresh_token}
            )
        except TransportError as error:
            if means_unauthenticated(error):
                return None
            raise translated(error) from error
        return answer.opened if isinstance(answer.opened, Session) else None

    async def _pushed(self, name: str, variables: dict[str, Any]) -> AsyncIterator[Any]:
        """Yield what is pushed until the connection is lost; a refused token is renewed."""
        try:
            async for pushed in self._stream.subscribe(documents.request(name, variables)):
                yield pushed
        except TransportError as error:
            log.info("subscription %s lost: %r", name, error)
            session = self.keeper.session
            if means_unauthenticated(error) and session is not None:
                await self.keeper.renewed(instead_of=session)


def graphql_url(address: str) -> str:
    """Return where the graph is at a house's address; a full path is taken as it is."""
    given = URL(address)
    return str(given if given.path.strip("/") else given.join("/graphql"))


def means_unauthenticated(error: TransportError) -> bool:
    """Say whether the API refused because of the session."""
    if isinstance(error, TransportQueryError):
        codes = [(said.get("extensions") or {}).get("code") for said in error.errors or []]
        return UNAUTHENTICATED in codes
    closed = error.__cause__
    if isinstance(closed, ConnectionClosed):
        return closed.rcvd is not None and closed.rcvd.code in SOCKET_REFUSED
    return isinstance(error, TransportServerError) and error.code == HTTPStatus.UNAUTHORIZED


def translated(error: TransportError) -> HouseError:
    """Put a transport's error into the app's own words."""
    if isinstance(error, TransportConnectionFailed):
        return HouseUnreachableError()
    if isinstance(error, TransportServerError) and error.code in GATEWAY_AWAY:
        return HouseUnreachableError()
    log.warning("the API reported: %s", error)
    return UnexpectedAnswerError(str(error))
