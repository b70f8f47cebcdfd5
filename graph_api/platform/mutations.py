"""Signing up, in and out; keys for third parties; taking an import back."""

from datetime import datetime
from typing import Annotated

import strawberry

from graph_api.auth import Needs
from graph_api.errors import Problem, SaysProblems
from graph_api.person import Info
from graph_api.platform.types import ApiKey, ApiKeyCredentials, Import
from graph_api.times import aware
from graph_api.user import User
from schema.errors import UnauthenticatedError
from schema.people.accounts import NewAccount, NewApiKey, SignedIn

IN_PERSON = [Needs("write:account", in_person=True), SaysProblems()]


@strawberry.type(description="A session: send the access token, keep the refresh token.")
class Session:
    """The refresh token works once."""

    access_token: str
    refresh_token: str
    expires_at: datetime = strawberry.field(description="When the access token ends.")
    user: User


@strawberry.input(description="A new account.")
class SignUpInput:
    """`timezone` is an IANA name."""

    login: str
    email: str
    password: str
    name: str
    timezone: str | None = None


@strawberry.input(description="Who one says to be.")
class SignInInput:
    """`login`: the name or the e-mail."""

    login: str
    password: str


@strawberry.input(description="A key for a third party.")
class ApiKeyInput:
    """Scopes: `read`, `write`, `ingest`, and finer ones as `read:training`."""

    name: str
    scopes: list[str]
    expires_at: datetime | None = None


SignUpResult = Annotated[Session | Problem, strawberry.union("SignUpResult")]
SignInResult = Annotated[Session | Problem, strawberry.union("SignInResult")]
ApiKeyResult = Annotated[
    ApiKeyCredentials | ApiKey | Problem,
    strawberry.union("ApiKeyResult", description="Credentials on creating."),
]
ImportResult = Annotated[Import | Problem, strawberry.union("ImportResult")]


async def session_of(info: Info, signed_in: SignedIn) -> Session:
    """Show a session, with the person as their new token sees them."""
    caller = await info.context.services.accounts.identify(signed_in.access_token)
    return Session(
        access_token=signed_in.access_token,
        refresh_token=signed_in.refresh_token,
        expires_at=signed_in.expires_at,
        user=User.of(caller),
    )


@strawberry.type
class PlatformMutation:
    """What surrounds a person's data."""

    @strawberry.mutation(
        description="Makes an account and opens a session.", extensions=[SaysProblems()]
    )
    async def sign_up(self, info: Info, input_: SignUpInput) -> SignUpResult:
        """Make the account."""
        account = NewAccount(
            login=input_.login,
            email=input_.email,
            password=input_.password,
            name=input_.name,
            timezone=input_.timezone,
        )
        return await session_of(info, await info.context.services.accounts.sign_up(account))

    @strawberry.mutation(description="Opens a session.", extensions=[SaysProblems()])
    async def sign_in(self, info: Info, input_: SignInInput) -> SignInResult:
        """Check the password; a wrong one is a problem, not an error."""
        accounts = info.context.services.accounts
        try:
            signed_in = await accounts.sign_in(input_.login, input_.password)
        except UnauthenticatedError as refusal:
            return Problem.of(refusal)
        return await session_of(info, signed_in)

    @strawberry.mutation(
        description="Changes a refresh token for a new pair.", extensions=[SaysProblems()]
    )
    async def refresh_session(self, info: Info, refresh_token: str) -> SignInResult:
        """Refresh; a token that was used or revoked is a problem."""
        try:
            signed_in = await info.context.services.accounts.refresh(refresh_token)
        except UnauthenticatedError as refusal:
            return Problem.of(refusal)
        return await session_of(info, signed_in)

    @strawberry.mutation(
        description="Ends the session; its tokens end with it.",
        extensions=[Needs("write:account", in_person=True)],
    )
    async def sign_out(self, info: Info) -> bool:
        """Revoke the session."""
        caller = info.context.caller
        await info.context.services.accounts.sign_out(caller.user_id, caller.credential_id)
        return True

    @strawberry.mutation(description="Makes a key.", extensions=IN_PERSON)
    async def create_api_key(self, info: Info, input_: ApiKeyInput) -> ApiKeyResult:
        """Make the key, and show its token this once."""
        end = input_.expires_at
        expires_at = None if end is None else aware("expiresAt", end)
        key = NewApiKey(input_.name, frozenset(input_.scopes), expires_at)
        made = await info.context.services.api_keys.create(info.context.caller.user_id, key)
        return ApiKeyCredentials(api_key=ApiKey.of(made.api_key), token=made.token)

    @strawberry.mutation(description="Takes a key away for good.", extensions=IN_PERSON)
    async def revoke_api_key(self, info: Info, id_: strawberry.ID) -> ApiKeyResult:
        """Revoke the key."""
        keys = info.context.services.api_keys
        return ApiKey.of(await keys.revoke(info.context.caller.user_id, id_))

    @strawberry.mutation(
        description="Takes back what only this import brought.",
        extensions=[Needs("write:imports"), SaysProblems()],
    )
    async def undo_import(self, info: Info, id_: strawberry.ID) -> ImportResult:
        """Undo the import."""
        imports = info.context.services.imports
        return Import.of(await imports.undo(info.context.caller.user_id, id_))
