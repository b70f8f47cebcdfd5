"""Wrong passwords are counted per login, so that nobody can try them all."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from sqlalchemy import delete

from infra.database.models import SignInAttemptRow
from schema.people.accounts import TooManyAttemptsError

if TYPE_CHECKING:
    from infra.database.transactions import Transaction

MOST_FAILURES: Final = 10
WINDOW: Final = timedelta(minutes=15)


class Turns:
    """Lets those who try one login at the same time come one after another.

    So each finds the count as the one before left it: who has the right password is not refused
    for the tries of others who have it too.
    """

    def __init__(self) -> None:
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def at(self, login_key: str) -> asyncio.Lock:
        """Return the lock to hold from the attempt until its end."""
        return self._turns.setdefault(login_key, asyncio.Lock())


def take_attempt(tx: Transaction, login_key: str) -> None:
    """Let another attempt pass; it counts as failed until its password proves right.

    So tries at the same time are limited as tries one after another are.

    Raises:
        TooManyAttemptsError: Too many failed within the window.
    """
    tx.rows.execute(delete(SignInAttemptRow).where(SignInAttemptRow.since <= tx.now - WINDOW))
    row = tx.rows.get(SignInAttemptRow, login_key, with_for_update=True)
    if row is None:
        tx.rows.add(SignInAttemptRow(login_key=login_key, since=tx.now, failures=1))
    elif row.failures < MOST_FAILURES:
        row.failures += 1
    else:
        raise TooManyAttemptsError(round((row.since + WINDOW - tx.now).total_seconds()) + 1)


def forget_failures(tx: Transaction, login_key: str) -> None:
    """Begin anew after the right password."""
    tx.rows.execute(delete(SignInAttemptRow).where(SignInAttemptRow.login_key == login_key))
