"""What a new account begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from sqlalchemy import or_, select

from infra.database.models import GoalsRow, PersonRow, ProfileRow
from infra.database.profile_rows import begin_zone, write_goals_fact, write_profile_fact
from infra.database.sources import write_source
from infra.database.words import is_writable
from schema.errors import InvalidInputError
from schema.people.accounts import User
from schema.people.devices import SourceKind, manual_source_id

if TYPE_CHECKING:
    from infra.database.transactions import Transaction
    from schema.people.accounts import NewAccount

FIRST_ZONE: Final = "UTC"
MANUAL_SOURCE_NAME: Final = "Entered by hand"


def folded(login_or_email: str) -> str:
    """Return a login or an e-mail as it is looked up: in any case, with no space around."""
    return login_or_email.strip().casefold()


def make_account(tx: Transaction, account: NewAccount, password_hash: str) -> User:
    """Make the account with its profile, first time zone, empty goals and manual source.

    Raises:
        InvalidInputError: Login or e-mail is taken, or the e-mail cannot be looked up.
    """
    if not is_writable(folded(account.email)):
        raise InvalidInputError("email", f"{account.email!r} is not an e-mail address")
    _refuse_taken(tx, account)
    row = PersonRow(
        id=str(uuid4()),
        login=account.login,
        login_key=folded(account.login),
        email=account.email,
        email_key=folded(account.email),
        password_hash=password_hash,
        created_at=tx.now,
    )
    tx.rows.add(row)
    tx.rows.flush()

    profile = ProfileRow(user_id=row.id, name=account.name.strip())
    goals = GoalsRow(user_id=row.id)
    tx.rows.add_all([profile, goals])
    write_profile_fact(tx, profile)
    zone = account.timezone or FIRST_ZONE
    begin_zone(tx, row.id, zone)
    write_goals_fact(tx, goals)
    write_source(tx, row.id, manual_source_id(row.id), MANUAL_SOURCE_NAME, SourceKind.MANUAL)
    return user_of(row, profile.name, zone)


def user_of(row: PersonRow, name: str, zone: str) -> User:
    """Return the account as it is told to others."""
    return User(
        id=row.id,
        login=row.login,
        email=row.email,
        name=name,
        timezone=zone,
        created_at=row.created_at,
    )


def _refuse_taken(tx: Transaction, account: NewAccount) -> None:
    login_key, email_key = folded(account.login), folded(account.email)
    taken = tx.rows.scalars(
        select(PersonRow).where(
            or_(PersonRow.login_key == login_key, PersonRow.email_key == email_key)
        )
    ).all()
    if any(row.login_key == login_key for row in taken):
        raise InvalidInputError("login", f"the login {account.login!r} is taken")
    if taken:
        raise InvalidInputError("email", "there is an account with this e-mail address")
