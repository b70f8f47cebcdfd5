"""``user add``: makes an account."""

import asyncio
import getpass
import sys
from datetime import timedelta
from typing import Annotated

import typer

from infra.database.accounts import SqlAccounts
from infra.database.engine import make_engine
from infra.database.migrate import upgrade
from infra.database.passwords import Passwords
from infra.database.tokens import AccessTokens
from infra.database.transactions import Database
from infra.settings import Settings, load_settings, token_secret
from schema.errors import InvalidInputError
from schema.people.accounts import NewAccount, User


def register(door: typer.Typer) -> None:
    """Add the command and what it has under it."""
    users = typer.Typer(no_args_is_help=True, help="Accounts.")
    users.callback()(_users)
    users.command("add")(add)
    door.add_typer(users, name="user")


def _users() -> None:
    """Accounts."""


def add(
    login: str,
    *,
    email: Annotated[str, typer.Option(help="Where the person is written to.")],
    name: Annotated[str | None, typer.Option(help="What the person is called.")] = None,
    timezone: Annotated[str, typer.Option(help="An IANA name, as Europe/Rome.")] = "UTC",
) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    account = NewAccount(login, email, _password(), name or login, timezone)
    user = asyncio.run(_create(load_settings(), account))
    typer.echo(f"{user.login} <{user.email}> has an account, in {user.timezone}: {user.id}")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise InvalidInputError("password", "the two passwords differ")
    return password


async def _create(settings: Settings, account: NewAccount) -> User:
    database = Database(make_engine(settings.database_url))
    try:
        await database.in_thread(lambda: upgrade(database))
        accounts = SqlAccounts(
            database,
            Passwords(),
            AccessTokens(
                token_secret(settings), timedelta(seconds=settings.access_token_lifetime_s)
            ),
            timedelta(seconds=settings.refresh_token_lifetime_s),
        )
        return await accounts.create(account)
    finally:
        database.close()
