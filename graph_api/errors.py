"""How a failure is told: expected ones as values or coded errors, bugs as a reference."""

from __future__ import annotations

import inspect
import logging
import secrets
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import FieldExtension, MaskErrors

from schema.errors import (
    InvalidInputError,
    NotAllowedError,
    PulsePlateError,
    UnauthenticatedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from strawberry.types import Info

log = logging.getLogger(__name__)

LONGEST_MESSAGE = 1000


@strawberry.type(description="Why a change was not made, and what to do about it.")
class Problem:
    """An expected failure as a value: branch on `code`, show `message`."""

    code: str = strawberry.field(description="Stable, for machines.")
    message: str = strawberry.field(description="A sentence for people.")
    field: str | None = strawberry.field(
        default=None, description="The input's field that it is about."
    )

    def __post_init__(self) -> None:
        self.message = cut(self.message)

    @classmethod
    def of(cls, error: PulsePlateError) -> Problem:
        """Say the error."""
        field = error.field if isinstance(error, InvalidInputError) else None
        return cls(code=error.code, message=str(error), field=field)


class SaysProblems(FieldExtension):
    """Turns what a mutation may expect to fail with into a `Problem`.

    Who is not signed in, or may not do this at all, gets an error instead.
    """

    async def resolve_async(
        self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any
    ) -> Any:
        """Resolve, or say why not."""
        try:
            resolved = next_(source, info, **kwargs)
            return await resolved if inspect.isawaitable(resolved) else resolved
        except (UnauthenticatedError, NotAllowedError):
            raise
        except PulsePlateError as error:
            return Problem.of(error)


def is_bug(error: GraphQLError) -> bool:
    """Tell whether nobody expected this: neither we nor whoever wrote the query."""
    cause = error.original_error
    if error.path is None and isinstance(cause, ValueError):
        return False  # a literal that cannot be read
    return cause is not None and not isinstance(cause, (PulsePlateError, GraphQLError))


class ToldErrors(MaskErrors):
    """Gives expected errors their code; hides a bug behind a reference that the log has."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=is_bug)

    def _process_errors(self, errors: list[GraphQLError]) -> list[GraphQLError]:
        told = [coded(error) for error in super()._process_errors(errors)]
        for error in told:
            error.message = cut(error.message)
        return told

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """Keep the place, log the cause, and say only where to find it."""
        reference = secrets.token_hex(4)
        log.error(
            "unexpected error %s at %s", reference, error.path, exc_info=error.original_error
        )
        return GraphQLError(
            f"Something went wrong on our side. Reference: {reference}",
            nodes=error.nodes,
            path=error.path,
            extensions={"code": "INTERNAL", "reference": reference},
        )


def cut(message: str) -> str:
    """Return a message without the middle of what it quotes at length."""
    if len(message) <= LONGEST_MESSAGE:
        return message
    half = LONGEST_MESSAGE // 2
    return f"{message[:half]} … {message[-half:]}"


def coded(error: GraphQLError) -> GraphQLError:
    """Add the code of an expected error, in upper case as GraphQL's habit is."""
    cause = error.original_error
    if isinstance(cause, PulsePlateError):
        error.extensions = {**(error.extensions or {}), "code": cause.code.upper()}
    return error
