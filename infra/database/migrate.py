"""Bringing a database to the newest state, one process at a time."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random

from infra.database.seeds import seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from infra.database.transactions import Database

STEPS: Final = Path(__file__).parent / "migrations"
ATTEMPTS: Final = 20


def upgrade(database: Database) -> None:
    """Run all steps that have not run, and write the defaults that are not there.

    Safe to call from several processes at once: the others wait, and find nothing to do.
    """
    with _lock(database.engine):
        with database.engine.begin() as connection:
            command.upgrade(steps(connection), "head")
        database.write_now(seed)


def steps(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection."""
    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _lock(engine: Engine) -> Iterator[None]:
    """Hold a row that every migrating process wants; SQLite lets only one write anyway."""
    if engine.dialect.name == "sqlite":
        yield
        return
    _make_lock(engine)
    with engine.begin() as connection:
        connection.execute(text("SELECT id FROM migration_lock WHERE id = 1 FOR UPDATE"))
        yield


@retry(
    retry=retry_if_exception_type(DBAPIError),
    stop=stop_after_attempt(ATTEMPTS),
    wait=wait_random(0.05, 0.5),
    reraise=True,
)
def _make_lock(engine: Engine) -> None:
    """Make the row; two that make it at once collide, and find it at the next attempt."""
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE IF NOT EXISTS migration_lock (id INT8 PRIMARY KEY)")
        )
        connection.execute(
            text("INSERT INTO migration_lock (id) VALUES (1) ON CONFLICT DO NOTHING")
        )
