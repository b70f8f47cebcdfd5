"""Imports whose process ended before they did, with leases in a real Redis."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest
from redis import Redis

from infra.redis import RedisLeases
from ingestion.aftercare import Aftercare
from ingestion.importer import Importer, ImportStores, LakehouseBehindError, Whose
from ingestion.lease import ImportLease
from ingestion.pipeline import Pipeline
from schema.people.imports import ImportProgress, ImportState
from tests.ingestion import servers
from tests.ingestion.ports import CountingLake, MemoryImports, Watch
from tests.waiting import until

LUCA = "11111111-1111-4111-8111-111111111111"
WHOSE = Whose(LUCA, "Europe/Rome")
ROWS = [f"7,4/12/2016 {hour}:00:00 AM,40\n" for hour in range(1, 9)]
IMPOSSIBLE = "7,4/12/2016 9:00:00 AM,99999999\n"


@pytest.fixture
def redis():
    client = Redis.from_url(f"redis://{servers.redis().address}")
    client.flushdb()
    yield client
    client.close()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def stores(log, imports, watch, redis):
    return ImportStores(log, imports, CountingLake(log), watch, RedisLeases(redis))


@pytest.fixture
def standing_still(stores, log):
    """The stores while the lakehouse takes nothing."""
    return replace(stores, lake=CountingLake(log, takes=False))


@pytest.fixture
def aftercare(stores):
    return Aftercare(stores)


@pytest.fixture
def hours(tmp_path):
    path = tmp_path / "hourlySteps_merged.csv"
    path.write_text("Id,ActivityHour,StepTotal\n" + "".join([*ROWS, ROWS[0], IMPOSSIBLE]))
    return path


async def look(aftercare, times):
    async with asyncio.TaskGroup() as work:
        for _ in range(times):
            await aftercare.look(work)


def states(imports):
    return [record.state for record in imports.records.values()]


async def abandoned(imports, state):
    record = await imports.begin(LUCA, "hours.csv")
    return await imports.progress(LUCA, record.id, ImportProgress(state=state))


async def test_what_the_lakehouse_takes_later_is_counted_as_if_it_had_been_in_time(
    stores, standing_still, aftercare, imports, hours
):
    with pytest.raises(LakehouseBehindError):
        await Importer(Pipeline(), standing_still, patience_s=0).import_path(hours, WHOSE)

    await look(aftercare, times=2)

    (record,) = imports.records.values()
    assert (record.state, record.progress) == (ImportState.DONE, 1.0)
    assert (record.read, record.sent, record.accepted, record.duplicates) == (10, 8, 8, 1)
    assert [rejection.count for rejection in record.rejected] == [1]
    assert await stores.imports.unfinished() == []


async def test_as_long_as_the_lakehouse_is_behind_an_import_stays_sent(standing_still, imports):
    sent = await abandoned(imports, ImportState.SENT)
    await imports.progress(LUCA, sent.id, ImportProgress(sent=8))

    await look(Aftercare(standing_still, patience_s=0), times=2)

    assert states(imports) == [ImportState.SENT]


async def test_waiting_for_one_import_keeps_nobody_from_looking_after_another(
    standing_still, imports
):
    sent = await abandoned(imports, ImportState.SENT)
    await imports.progress(LUCA, sent.id, ImportProgress(sent=8))
    looking = asyncio.create_task(Aftercare(standing_still, patience_s=60).follow(0.01))

    await until(lambda: imports.records[sent.id].progress == 0.5)
    await abandoned(imports, ImportState.READING)
    await until(lambda: states(imports) == [ImportState.SENT, ImportState.FAILED])

    assert not await ImportLease(standing_still.leases, sent.id).take()
    looking.cancel()


@pytest.mark.parametrize("state", [ImportState.WAITING, ImportState.READING])
async def test_an_import_whose_process_ended_fails_and_says_what_to_do(
    aftercare, imports, watch, state
):
    record = await abandoned(imports, state)

    await look(aftercare, times=1)
    assert states(imports) == [state]
    await look(aftercare, times=1)

    failed = imports.records[record.id]
    assert failed.state is ImportState.FAILED
    assert "bring the file again" in failed.problem
    assert [(one, step.state) for one, step in watch.shown] == [(record.id, ImportState.FAILED)]


async def test_imports_that_run_and_those_that_wait_for_their_turn_are_left_alone(
    stores, aftercare, imports, log, hours
):
    importer = Importer(Pipeline(), stores, at_once=1)
    log.is_away = True
    running = [asyncio.create_task(importer.import_path(hours, WHOSE)) for _ in range(2)]
    one_reads_one_waits = {ImportState.READING: 1, ImportState.WAITING: 1}
    await until(lambda: Counter(states(imports)) == one_reads_one_waits)

    await look(aftercare, times=3)
    assert Counter(states(imports)) == one_reads_one_waits
    log.is_away = False

    assert [(await one).state for one in running] == [ImportState.DONE, ImportState.DONE]
    assert await stores.imports.unfinished() == []


async def test_a_redis_that_forgot_its_leases_ends_no_import(stores, aftercare, imports, redis):
    record = await abandoned(imports, ImportState.READING)
    async with ImportLease(stores.leases, record.id, prolonged_every_s=0.05).held():
        redis.flushdb()
        await look(aftercare, times=1)
        await until(lambda: redis.exists(f"lease:import:{record.id}"))
        await look(aftercare, times=1)

    assert states(imports) == [ImportState.READING]


async def test_one_of_many_looks_after_an_import(standing_still, imports, watch):
    sent = await abandoned(imports, ImportState.SENT)
    await imports.progress(LUCA, sent.id, ImportProgress(sent=8))
    many = [
        asyncio.create_task(Aftercare(standing_still, patience_s=60).follow(0.01))
        for _ in range(3)
    ]

    await until(lambda: watch.shown)
    await asyncio.sleep(0.3)
    for one in many:
        one.cancel()
    await asyncio.wait(many)

    assert [step.state for _, step in watch.shown] == [ImportState.SENT]


class UndoneMeanwhile(MemoryImports):
    """An import that is undone between being listed and being looked after."""

    async def unfinished(self):
        listed = await super().unfinished()
        for record in listed:
            self.records[record.id] = replace(record, state=ImportState.UNDONE)
        return listed


@pytest.mark.parametrize("state", [ImportState.READING, ImportState.SENT])
async def test_an_import_that_was_undone_stays_undone(stores, watch, state):
    imports = UndoneMeanwhile()
    record = await abandoned(imports, state)
    aftercare = Aftercare(replace(stores, imports=imports))

    await look(aftercare, times=1)
    imports.records[record.id] = record
    await look(aftercare, times=1)

    assert states(imports) == [ImportState.UNDONE]
    assert watch.shown == []


async def test_looking_goes_on_when_the_stores_come_back(stores, imports):
    await abandoned(imports, ImportState.READING)
    answers = iter([OSError("the database is away")])

    async def unfinished():
        for error in answers:
            raise error
        return await MemoryImports.unfinished(imports)

    imports.unfinished = unfinished
    looking = asyncio.create_task(Aftercare(stores).follow(0.01))

    await until(lambda: states(imports) == [ImportState.FAILED])
    looking.cancel()


async def test_nobody_takes_a_lease_that_is_prolonged(redis):
    leases = RedisLeases(redis)
    mine = ImportLease(leases, "a", prolonged_every_s=0.05)
    yours = ImportLease(leases, "a")

    async with mine.held():
        await asyncio.sleep(0.4)
        assert not await yours.take()

    assert await yours.take()
