"""Signing up, in and out; keys for third parties; being forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from schema.people.accounts import (
        ApiKey,
        ApiKeyCredentials,
        Caller,
        Erasure,
        NewAccount,
        NewApiKey,
        Session,
        SignedIn,
        User,
    )


class Accounts(Protocol):
    """Signing up, in and out, and telling who calls."""

    async def create(self, account: NewAccount) -> User:
        """Make an account with its profile, first time zone, empty goals and manual source.

        Raises:
            InvalidInputError: A field cannot be taken (`login`, `email`, `password`, `name`,
                `timezone`), or login or e-mail is taken.
        """

    async def sign_up(self, account: NewAccount) -> SignedIn:
        """Make an account and open its first session.

        Raises:
            InvalidInputError: As for `create`.
        """

    async def sign_in(self, login: str, password: str) -> SignedIn:
        """Open a session; `login` is the name or the e-mail, in any case.

        Raises:
            UnauthenticatedError: No such pair.
            TooManyAttemptsError: Too many wrong passwords for this login just now.
        """

    async def refresh(self, refresh_token: str) -> SignedIn:
        """Change a refresh token for a new pair.

        Raises:
            UnauthenticatedError: Unknown, expired, revoked, or used before: then the whole
                session is revoked, since one of two holders is not its owner.
        """

    async def sign_out(self, user_id: str, session_id: str) -> None:
        """Revoke the session; its access token ends with it."""

    async def identify(self, token: str) -> Caller:
        """Tell whose an access token, device token or API key is.

        Raises:
            UnauthenticatedError: None of these, or expired or revoked.
        """

    async def user(self, user_id: str) -> User:
        """Return the account.

        Raises:
            NotFoundError: There is none of that id.
        """

    async def find(self, login: str) -> User:
        """Return the account of that login or e-mail; for the command line.

        Raises:
            NotFoundError: There is none.
        """

    async def verify_password(self, user_id: str, password: str) -> bool:
        """Tell whether it is the person's password; counts as an attempt.

        Raises:
            TooManyAttemptsError: Too many wrong ones just now.
        """


class SessionCache(Protocol):
    """A copy of sessions nearer than SQL; it may forget anything at any time."""

    async def get(self, session_id: str) -> Session | None:
        """Return the copy, if there is one; none where the cache is away."""

    async def put(self, session: Session) -> None:
        """Keep a copy, for a short while if it holds; where the cache is away there is none.

        That a session is revoked is kept until it would have ended: a copy that was read
        before takes its place no more.
        """


class ApiKeys(Protocol):
    """Keys that a person gives to third parties."""

    async def create(self, user_id: str, key: NewApiKey) -> ApiKeyCredentials:
        """Make a key; the token is shown here and never again.

        Raises:
            InvalidInputError: Unknown scope, no name, or an expiry in the past.
        """

    async def keys(self, user_id: str) -> list[ApiKey]:
        """Return all keys, revoked ones too, oldest first."""

    async def revoke(self, user_id: str, key_id: str) -> ApiKey:
        """Take a key away for good.

        Raises:
            NotFoundError: The person has none of that id.
        """


class Erasures(Protocol):
    """The register of who asked to be forgotten; applied again on each replay and restore."""

    async def request(self, user_id: str) -> Erasure:
        """Delete all rows of the person at once, register it, and tell the other stores."""

    async def completed(self, erasure_id: str) -> Erasure:
        """Note that the last store has forgotten.

        Raises:
            NotFoundError: Nobody asked for it.
        """

    async def register(self) -> list[Erasure]:
        """Return all erasures, oldest first."""
