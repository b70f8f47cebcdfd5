"""Accounts: signing up, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from infra.database.attempts import Turns, forget_failures, take_attempt
from infra.database.identity import identify_token, scoped_to_session
from infra.database.models import PersonRow, ProfileRow
from infra.database.owned import person
from infra.database.profile_rows import current_zone
from infra.database.sessions import Rotation, open_session, revoke_session, rotate, session_of
from infra.database.sign_up import folded, make_account, user_of
from infra.database.tokens import API_KEY_PREFIX, DEVICE_PREFIX
from infra.database.words import is_writable
from schema.errors import InvalidInputError, NotFoundError, UnauthenticatedError
from schema.people.accounts import SignedIn
from schema.people.rules import check_account

if TYPE_CHECKING:
    from datetime import timedelta

    from infra.database.models import SessionRow
    from infra.database.passwords import Passwords
    from infra.database.tokens import AccessTokens
    from infra.database.transactions import Database, Transaction
    from schema.people.accounts import Caller, NewAccount, User
    from schema.ports.people import SessionCache

NO_SUCH_PAIR: Final = "no account has this login and password"


class SqlAccounts:
    """Accounts in SQL.

    Args:
        database: Where they are.
        passwords: Hashes and checks passwords.
        access_tokens: Signs and reads access tokens.
        session_lifetime: How long a session lives on without being refreshed.
        cache: A nearer copy of sessions, if there is one.
    """

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        access_tokens: AccessTokens,
        session_lifetime: timedelta,
        cache: SessionCache | None = None,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._access_tokens = access_tokens
        self._session_lifetime = session_lifetime
        self._cache = cache
        self._turns = Turns()

    async def create(self, account: NewAccount) -> User:
        """Make an account with all that it begins with."""
        check_account(account)
        password_hash = await self._database.in_thread(
            lambda: self._passwords.hash(account.password)
        )
        try:
            return await self._database.write(
                lambda tx: make_account(tx, account, password_hash)
            )
        except IntegrityError as error:
            raise InvalidInputError("login", "the login or the e-mail is taken") from error

    async def sign_up(self, account: NewAccount) -> SignedIn:
        """Make an account and open its first session."""
        user = await self.create(account)
        return await self._database.write(lambda tx: self._open(tx, user))

    async def sign_in(self, login: str, password: str) -> SignedIn:
        """Open a session; `login` is the name or the e-mail, in any case."""
        key = folded(login)
        if not is_writable(key):
            raise UnauthenticatedError(NO_SUCH_PAIR)
        async with self._turns.at(key):
            row = await self._database.write(lambda tx: self._admitted(tx, key))
            if not await self._holds(row, password) or row is None:
                raise UnauthenticatedError(NO_SUCH_PAIR)
            await self._rehash_if_outdated(row, password)
            return await self._database.write(lambda tx: self._opened(tx, key, row.id))

    async def refresh(self, refresh_token: str) -> SignedIn:
        """Change a refresh token for a new pair; one used before revokes its session."""

        def rotated(tx: Transaction) -> tuple[Rotation, SignedIn | None]:
            rotation = rotate(tx, refresh_token, self._session_lifetime)
            session, next_token = rotation.session, rotation.refresh_token
            if session is None or next_token is None:
                return rotation, None
            user = _user(tx, session.user_id)
            return rotation, self._signed_in(tx, user, session.id, next_token)

        rotation, signed_in = await self._database.write(rotated)
        if signed_in is None:
            await self._tell_end(rotation.session)
            raise UnauthenticatedError("the refresh token does not hold; sign in again")
        return signed_in

    async def sign_out(self, user_id: str, session_id: str) -> None:
        """Revoke the session; its access token ends with it."""
        await self._tell_end(
            await self._database.write(lambda tx: revoke_session(tx, user_id, session_id))
        )

    async def identify(self, token: str) -> Caller:
        """Tell whose an access token, device token or API key is."""
        if token.startswith((DEVICE_PREFIX, API_KEY_PREFIX)):
            return await identify_token(self._database, token)
        user_id, session_id = self._access_tokens.read(token)
        return await scoped_to_session(self._database, self._cache, user_id, session_id)

    async def user(self, user_id: str) -> User:
        """Return the account."""
        return await self._database.read(lambda tx: _user(tx, user_id))

    async def find(self, login: str) -> User:
        """Return the account of that login or e-mail."""

        def found(tx: Transaction) -> User:
            row = _by_key(tx, folded(login))
            if row is None:
                raise NotFoundError(f"nobody is called {login}")
            return _user(tx, row.id)

        return await self._database.read(found)

    async def verify_password(self, user_id: str, password: str) -> bool:
        """Tell whether it is the person's password; counts as an attempt."""

        def admitted(tx: Transaction) -> PersonRow:
            row = person(tx, user_id)
            take_attempt(tx, row.login_key)
            return row

        row = await self._database.write(admitted)
        holds = await self._holds(row, password)
        if holds:
            await self._database.write(lambda tx: forget_failures(tx, row.login_key))
        return holds

    def _opened(self, tx: Transaction, key: str, user_id: str) -> SignedIn:
        forget_failures(tx, key)
        return self._open(tx, _user(tx, user_id))

    def _admitted(self, tx: Transaction, key: str) -> PersonRow | None:
        take_attempt(tx, key)
        return _by_key(tx, key)

    async def _holds(self, row: PersonRow | None, password: str) -> bool:
        """Check the password outside of any transaction: it is slow on purpose."""
        password_hash = row.password_hash if row else None
        return await self._database.in_thread(
            lambda: self._passwords.holds(password_hash, password)
        )

    async def _tell_end(self, session: SessionRow | None) -> None:
        """Tell the cache of a session that was revoked; one that expired ends there too."""
        if self._cache is not None and session is not None and session.revoked_at is not None:
            await self._cache.put(session_of(session))

    async def _rehash_if_outdated(self, row: PersonRow, password: str) -> None:
        if not self._passwords.is_outdated(row.password_hash):
            return
        fresh = await self._database.in_thread(lambda: self._passwords.hash(password))

        def replaced(tx: Transaction) -> None:
            person(tx, row.id).password_hash = fresh

        await self._database.write(replaced)

    def _open(self, tx: Transaction, user: User) -> SignedIn:
        session_id, refresh_token = open_session(tx, user.id, self._session_lifetime)
        return self._signed_in(tx, user, session_id, refresh_token)

    def _signed_in(
        self, tx: Transaction, user: User, session_id: str, refresh_token: str
    ) -> SignedIn:
        access_token, expires_at = self._access_tokens.issue(user.id, session_id, tx.now)
        return SignedIn(user, session_id, access_token, refresh_token, expires_at)


def _by_key(tx: Transaction, key: str) -> PersonRow | None:
    if not is_writable(key):
        return None
    named = select(PersonRow).where(or_(PersonRow.login_key == key, PersonRow.email_key == key))
    return tx.rows.scalars(named).one_or_none()


def _user(tx: Transaction, user_id: str) -> User:
    row = person(tx, user_id)
    return user_of(row, tx.rows.get_one(ProfileRow, user_id).name, current_zone(tx, user_id))
