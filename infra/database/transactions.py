"""Whole transactions: begun, repeated when they collide, and never half done."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from infra.database.engine import POOL_SIZE, READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

Result = TypeVar("Result")

COLLISIONS = frozenset({"40001", "40P01"})
"""SQLSTATE of serialization failures and deadlocks: the same transaction may yet succeed."""

ATTEMPTS = 30
FIRST_WAIT_S = 0.01
LONGEST_WAIT_S = 0.5


def utc_now() -> datetime:
    """Return the present instant, to the millisecond that facts and events are told in."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass(frozen=True)
class Transaction:
    """One attempt at a unit of work: all of it happens, at one instant, or nothing.

    Attributes:
        rows: Where rows are read and written.
        now: The instant of everything in it.
    """

    rows: Session
    now: datetime


class Database:
    """Runs units of work in a few threads, so that nobody waits on the event loop.

    Attributes:
        engine: What it is reached through.
        now: Tells the present instant.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = engine
        self.now = clock
        self._reading = engine.execution_options(**{READ_ONLY: True})
        self._threads = ThreadPoolExecutor(POOL_SIZE, thread_name_prefix="database")

    async def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Do the work in one transaction; it may be called again when it collides.

        Whatever the work raises undoes all of it.
        """
        return await self.in_thread(lambda: self.write_now(work))

    async def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Do work that only reads, at one state of the database."""
        return await self.in_thread(lambda: self._repeat(self._reading, work))

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Do slow work beside the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def write_now(self, work: Callable[[Transaction], Result]) -> Result:
        """Do the work in one transaction, in the calling thread."""
        return self._repeat(self.engine, work)

    def close(self) -> None:
        """Let running work end, and close all connections."""
        self._threads.shutdown()
        self.engine.dispose()

    def _repeat(self, engine: Engine, work: Callable[[Transaction], Result]) -> Result:
        attempts = Retrying(
            retry=retry_if_exception(_is_collision),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(FIRST_WAIT_S, LONGEST_WAIT_S),
            reraise=True,
        )
        return attempts(lambda: self._attempt(engine, work))

    def _attempt(self, engine: Engine, work: Callable[[Transaction], Result]) -> Result:
        with Session(engine, expire_on_commit=False) as rows, rows.begin():
            rows.connection()  # SQLite waits here for who writes: the instant comes after it
            return work(Transaction(rows, self.now()))


def _is_collision(error: BaseException) -> bool:
    return isinstance(error, DBAPIError) and (
        getattr(error.orig, "sqlstate", None) in COLLISIONS
    )
