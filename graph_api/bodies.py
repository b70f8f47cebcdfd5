"""How large a question may be."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from cross_web import HTTPException, StarletteRequestAdapter

LARGEST_QUESTION_BYTES: Final = 1024 * 1024


class BoundedRequest(StarletteRequestAdapter):
    """A request whose body is read up to a bound, since nobody need be signed in to send it."""

    async def get_body(self) -> bytes:
        """Read the body.

        Raises:
            HTTPException: It is larger than any question.
        """
        body = bytearray()
        async for chunk in self._request.stream():
            body += chunk
            if len(body) > LARGEST_QUESTION_BYTES:
                raise HTTPException(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    f"the body is larger than {LARGEST_QUESTION_BYTES} bytes",
                )
        return bytes(body)
