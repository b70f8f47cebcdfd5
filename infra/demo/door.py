"""The HTTP door for events, as a client knocks at it: patient, in bodies of moderate size."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Self

import httpx
import msgspec
from tenacity import (
    AsyncRetrying,
    before_sleep_log,
    retry_if_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

_log = logging.getLogger(__name__)
_encode = msgspec.json.Encoder().encode

_LARGEST_BODY_BYTES: Final = 150_000
_AT_ONCE: Final = 6
_PATIENCE_S: Final = 600
_ANSWER_WITHIN_S: Final = 60.0
_AWAY: Final = frozenset(
    {
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.GATEWAY_TIMEOUT,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
_CLOSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class DoorAwayError(PulsePlateError):
    """The door took nothing of a request; the same may be sent again."""

    code = "door_away"


class EventDoor:
    """Sends events until the house has taken them.

    Args:
        api_url: Of the house.
    """

    def __init__(self, api_url: str) -> None:
        limits = httpx.Limits(max_connections=_AT_ONCE)
        self._client = httpx.AsyncClient(
            base_url=api_url, timeout=_ANSWER_WITHIN_S, limits=limits
        )
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def __aenter__(self) -> Self:
        """Return the door."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up."""
        await self._client.aclose()

    async def send(self, token: str, events: Iterable[dict[str, Any]]) -> None:
        """Send events of one source; return when the house has taken them.

        What the house refuses is logged. Whoever may no longer come in is not sent for again.

        Raises:
            DoorAwayError: The house was away for too long.
        """
        for body in bodies(events):
            attempts = AsyncRetrying(
                retry=retry_if_exception_type((DoorAwayError, httpx.TransportError)),
                wait=wait_random_exponential(0.3, 5),
                stop=stop_after_delay(_PATIENCE_S),
                before_sleep=before_sleep_log(_log, logging.INFO),
                reraise=True,
            )
            async with self._room:
                await attempts(self._post, token, body)

    async def _post(self, token: str, body: bytes) -> None:
        answer = await self._client.post(
            "/ingest/v1/events", content=body, headers={"Authorization": f"Bearer {token}"}
        )
        if answer.status_code in _AWAY:
            raise DoorAwayError(f"the door answers {answer.status_code}")
        if answer.status_code in _CLOSED:
            _log.warning("the door is closed to a simulated source: %s", answer.text)
            return
        answer.raise_for_status()
        refused = answer.json()["rejected"]
        if refused:
            _log.warning("%d events were refused, the first: %s", len(refused), refused[0])


def bodies(events: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the events as JSON arrays, each of a moderate size."""
    parts: list[bytes] = []
    size = 0
    for event in events:
        part = _encode(event)
        if parts and size + len(part) > _LARGEST_BODY_BYTES:
            yield b"[" + b",".join(parts) + b"]"
            parts, size = [], 0
        parts.append(part)
        size += len(part) + 1
    if parts:
        yield b"[" + b",".join(parts) + b"]"
