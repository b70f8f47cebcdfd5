import asyncio
import threading
from datetime import datetime

import pytest
from sqlalchemy import text, update

from infra.database.facts import append_fact
from infra.database.models import FactSequenceRow, PersonRow
from schema.facts import FactKind


class ChangedOurMindError(Exception):
    pass


async def test_sixty_concurrent_increments_all_survive(database):
    database.write_now(
        lambda tx: tx.rows.add(FactSequenceRow(user_id="n", last=0, recorded_at_ms=0))
    )

    def increment(tx) -> None:
        row = tx.rows.get_one(FactSequenceRow, "n")
        row.last = row.last + 1

    await asyncio.gather(*(database.write(increment) for _ in range(60)))

    after = await database.read(lambda tx: tx.rows.get_one(FactSequenceRow, "n").last)
    assert after == 60


async def test_an_instant_is_not_before_what_it_waited_for(database, luca, clock):
    held, going_on = threading.Event(), threading.Event()

    def renamed(tx) -> datetime:
        tx.rows.execute(update(PersonRow).where(PersonRow.id == luca.id).values(login="new"))
        return tx.now

    def first(tx) -> None:
        renamed(tx)
        held.set()
        assert going_on.wait(10)

    holding = asyncio.create_task(database.write(first))
    await asyncio.to_thread(held.wait, 10)
    waiting = asyncio.create_task(database.write(renamed))
    await asyncio.sleep(0.3)
    clock.move(seconds=1)
    going_on.set()
    await holding

    assert await waiting == clock.now


async def test_a_failed_unit_of_work_leaves_neither_row_nor_fact(database, luca, facts):
    before = await facts(luca.id)

    def half(tx) -> None:
        tx.rows.execute(update(PersonRow).values(email="elsewhere@example.com"))
        append_fact(tx, luca.id, FactKind.PROFILE, {"height_cm": 181})
        tx.rows.flush()
        raise ChangedOurMindError

    with pytest.raises(ChangedOurMindError):
        await database.write(half)

    assert await facts(luca.id) == before
    email = await database.read(lambda tx: tx.rows.get_one(PersonRow, luca.id).email)
    assert email == "luca@example.com"


async def test_an_instant_comes_back_in_utc(database, luca, clock):
    created_at = await database.read(lambda tx: tx.rows.get_one(PersonRow, luca.id).created_at)

    assert created_at == clock.now
    assert created_at.utcoffset().total_seconds() == 0


async def test_an_instant_without_a_zone_is_refused(database, luca, clock):
    def misdated(tx) -> None:
        tx.rows.get_one(PersonRow, luca.id).created_at = clock.now.replace(tzinfo=None)

    with pytest.raises(Exception, match="no time zone"):
        await database.write(misdated)


@pytest.mark.usefixtures("luca")
async def test_a_reader_waits_for_no_writer(database):
    reading = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(tx) -> None:
        tx.rows.execute(update(PersonRow).values(email="new@example.com"))
        future = asyncio.run_coroutine_threadsafe(reading.wait(), loop)
        future.result(timeout=10)

    writing = asyncio.create_task(database.write(slow))
    count = await database.read(
        lambda tx: tx.rows.execute(text("SELECT count(*) FROM person")).scalar_one()
    )
    reading.set()
    await writing

    assert count == 1
