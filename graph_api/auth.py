"""Who calls, and what they may do: checked at the graph's edge, before any resolver runs."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from strawberry.extensions import FieldExtension

from schema.errors import NotAllowedError, UnauthenticatedError
from schema.people.accounts import Caller, CallerKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from strawberry.types import Info

    from graph_api.context import Context

BEARER = "bearer "


def bearer_token(authorization: str | None) -> str | None:
    """Return the token of an `Authorization: Bearer …` value; null where there is none.

    Raises:
        UnauthenticatedError: Something else than a bearer token was given.
    """
    if not authorization:
        return None
    if not authorization.lower().startswith(BEARER):
        raise UnauthenticatedError("authorization must be: Bearer <token>")
    return authorization[len(BEARER) :].strip()


def opens(scopes: frozenset[str], needed: str) -> bool:
    """Tell whether the scopes open what is needed.

    `read` opens every `read:…`; what needs bare `read` is content with any part of it.
    """
    part, _, finer = needed.partition(":")
    if finer:
        return part in scopes or needed in scopes
    return any(scope.partition(":")[0] == part for scope in scopes)


def check(caller: Caller, needed: str, *, in_person: bool = False) -> None:
    """Let the caller pass.

    Args:
        caller: Who calls.
        needed: The scope.
        in_person: Whether only the person's own session will do, no key of theirs.

    Raises:
        NotAllowedError: The credential does not open it.
    """
    if caller.kind is CallerKind.PERSON:
        return
    if in_person:
        raise NotAllowedError("only the person's own session may do this")
    if caller.kind is CallerKind.DEVICE or not opens(caller.scopes, needed):
        raise NotAllowedError(f"this credential lacks the scope {needed!r}")


class Needs(FieldExtension):
    """The scope without which a field is not resolved.

    On a field of a person it is the one through whose eyes that person is seen that must have
    it; on a root field, who sent the request.
    """

    def __init__(self, scope: str, *, in_person: bool = False) -> None:
        self.scope, self.in_person = scope, in_person

    def resolve(
        self, next_: Callable[..., Any], source: Any, info: Info[Context], **kwargs: Any
    ) -> Any:
        """Check, then resolve."""
        caller = source.caller if source is not None else info.context.caller
        check(caller, self.scope, in_person=self.in_person)
        return next_(source, info, **kwargs)

    async def resolve_async(
        self, next_: Callable[..., Any], source: Any, info: Info[Context], **kwargs: Any
    ) -> Any:
        """Check, then resolve; a subscription's stream is handed on as it is."""
        resolved = self.resolve(next_, source, info, **kwargs)
        return await resolved if inspect.isawaitable(resolved) else resolved
