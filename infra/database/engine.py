"""Connections that behave alike on SQLite, PostgreSQL and CockroachDB."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, make_url
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine import URL
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

READ_ONLY = "pulseplate_read_only"
"""Execution option of transactions that only read: on SQLite they wait for nobody."""

BUSY_TIMEOUT_MS = 30_000
POOL_SIZE = 8


def make_engine(url: str | URL) -> Engine:
    """Return an engine for a database URL.

    Any server that speaks PostgreSQL's protocol is spoken to in CockroachDB's dialect, and
    asked for its isolation: SERIALIZABLE.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address)
    return create_engine(
        address.set(drivername="cockroachdb+psycopg"),
        isolation_level="SERIALIZABLE",
        pool_size=POOL_SIZE,
        pool_pre_ping=True,
    )


def _sqlite_engine(address: URL) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, pool_size=POOL_SIZE)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_locked(error: BaseException) -> bool:
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    )


# Turning a new database to WAL heeds no busy timeout.
_while_locked = Retrying(
    retry=retry_if_exception(_is_locked),
    stop=stop_after_delay(BUSY_TIMEOUT_MS / 1000),
    wait=wait_random(0.01, 0.1),
    reraise=True,
)


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Leave transactions to us: the driver's own lose concurrent updates."""
    driver: Any = connection
    driver.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    _while_locked(cursor.execute, "PRAGMA journal_mode = WAL")
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if is_read_only else "BEGIN IMMEDIATE")
