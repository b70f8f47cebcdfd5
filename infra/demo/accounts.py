"""Accounts of simulated people, into which no password opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from infra.database.models import PersonRow
from infra.database.sign_up import make_account
from schema.people.accounts import NewAccount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.database.transactions import Transaction

_UNUSABLE_HASH: Final = "!"
"""No password has it."""


def known_ids(tx: Transaction, logins: Sequence[str]) -> dict[str, str]:
    """Return the user ids of those of the logins that have an account."""
    rows = tx.rows.execute(
        select(PersonRow.login_key, PersonRow.id).where(PersonRow.login_key.in_(logins))
    )
    return dict(rows.tuples().all())


def account_without_password(tx: Transaction, login: str, name: str, timezone: str) -> str:
    """Make an account; return its user id."""
    account = NewAccount(login, f"{login}@example.com", "", name, timezone)
    user = make_account(tx, account, _UNUSABLE_HASH)
    tx.rows.flush()
    return user.id
