"""Who sends events over HTTP, by their bearer token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schema.errors import NotAllowedError, UnauthenticatedError
from schema.people.accounts import CallerKind, Scope
from schema.people.devices import SourceKind
from schema.ports.doors import Sender

if TYPE_CHECKING:
    from schema.ports.people import Accounts

BEARER: Final = "bearer"

SOURCE_KINDS: Final = {
    CallerKind.PERSON: SourceKind.MANUAL,
    CallerKind.DEVICE: SourceKind.DEVICE,
    CallerKind.API_KEY: SourceKind.API_KEY,
}


class BearerSenders:
    """Senders by an access token, a device token or an API key with the scope `ingest`."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def __call__(self, authorization: str | None) -> Sender:
        """Return the sender; every credential's source was written down with it."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != BEARER or not token.strip():
            raise UnauthenticatedError("send Authorization: Bearer <token>")
        caller = await self._accounts.identify(token.strip())
        if Scope.INGEST.value not in caller.scopes:
            raise NotAllowedError("this API key lacks the scope ingest")
        return Sender(caller.user_id, caller.source_id, SOURCE_KINDS[caller.kind])
