"""Imports, from the file to the count in the lakehouse."""

import asyncio

import pytest

from infra.redis.leases import SoleProcess
from ingestion.importer import Importer, ImportStores, LakehouseBehindError, Whose
from ingestion.pipeline import Pipeline
from schema.errors import LogUnavailableError
from schema.events import Door
from schema.people.devices import import_source_id
from schema.people.imports import ImportState
from tests.ingestion.ports import CountingLake, MemoryLog, Watch

LUCA = "11111111-1111-4111-8111-111111111111"
WHOSE = Whose(LUCA, "Europe/Rome")
MINUTES = ",".join(f"Steps{minute:02}" for minute in range(60))


@pytest.fixture
def importer(log, imports):
    return Importer(
        Pipeline(), ImportStores(log, imports, CountingLake(log), Watch(), SoleProcess())
    )


@pytest.fixture
def minutes(tmp_path):
    path = tmp_path / "minuteSteps.csv"
    hours = [
        f"7,4/12/2016 {hour}:00:00 AM," + ",".join(["10"] * 60) + "\n" for hour in range(1, 9)
    ]
    path.write_text(f"Id,ActivityHour,{MINUTES}\n" + "".join(hours))
    return path


async def test_an_import_is_counted_in_samples_where_they_end_up(importer, log, minutes):
    record = await importer.import_path(minutes, WHOSE)

    assert (record.state, record.read, record.sent) == (ImportState.DONE, 480, 480)
    assert (record.accepted, record.duplicates, record.rejected) == (480, 0, ())
    assert record.source_id == import_source_id(LUCA, "fitbit")
    assert len(log.envelopes) == 8
    assert {one.door for one in log.envelopes} == {Door.FILE}
    assert {one.import_id for one in log.envelopes} == {record.id}


async def test_a_second_import_of_the_same_file_adds_nothing(importer, minutes):
    first = await importer.import_path(minutes, WHOSE)
    second = await importer.import_path(minutes, WHOSE)

    assert second.accepted == 0
    assert second.duplicates == first.accepted


async def test_what_a_file_says_twice_is_sent_once(importer, log, minutes):
    minutes.write_text(minutes.read_text() + minutes.read_text().splitlines()[1] + "\n")

    record = await importer.import_path(minutes, WHOSE)

    assert (record.read, record.sent, record.duplicates) == (540, 480, 60)
    assert sum(len(one.offsets_ms) for one in log.envelopes) == 480


async def test_what_a_file_says_anew_is_a_revision_and_the_later_wins(importer, log, tmp_path):
    path = tmp_path / "weightLog.csv"
    rows = [f"7,4/12/2016 8:00:00 AM,{weight},\n" for weight in (80, 80, 75)]
    path.write_text("Id,Date,WeightKg,Fat\n" + "".join(rows))

    record = await importer.import_path(path, WHOSE)

    assert (record.read, record.sent) == (3, 2)
    assert [one.values for one in log.envelopes] == [[80.0], [75.0]]


async def test_an_impossible_minute_refuses_itself_and_not_its_hour(importer, log, minutes):
    minutes.write_text(minutes.read_text().replace("10\n", "9999\n", 1))

    record = await importer.import_path(minutes, WHOSE)

    assert (record.accepted, record.read) == (479, 480)
    (rejection,) = record.rejected
    assert (rejection.code, rejection.count) == ("implausible_measurement", 1)
    assert [letter.code for letter in log.letters] == ["implausible_measurement"]


async def test_progress_is_told_from_reading_to_the_end(importer, minutes):
    steps = []

    await importer.import_path(minutes, WHOSE, steps.append)

    assert [step.state for step in steps if step.state] == [
        ImportState.READING,
        ImportState.SENT,
        ImportState.DONE,
    ]
    shares = [step.progress for step in steps if step.progress is not None]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


async def test_a_log_that_comes_back_in_time_gets_all_of_it(importer, log, minutes):
    log.is_away = True
    importing = asyncio.create_task(importer.import_path(minutes, WHOSE))
    await asyncio.sleep(0.2)
    log.is_away = False

    assert (await importing).accepted == 480


async def test_a_log_that_stays_away_fails_the_import(log, imports, minutes):
    log.is_away = True
    stores = ImportStores(log, imports, CountingLake(log), Watch(), SoleProcess())
    impatient = Importer(Pipeline(), stores, patience_s=0)

    with pytest.raises(LogUnavailableError):
        await impatient.import_path(minutes, WHOSE)

    (record,) = imports.records.values()
    assert record.state is ImportState.FAILED
    assert record.problem


class BrokenLog(MemoryLog):
    """A log that has a bug."""

    async def append(self, envelopes):
        raise KeyError(len(envelopes))


async def test_an_import_that_fails_for_no_foreseen_reason_is_written_down(imports, minutes):
    log = BrokenLog()
    importer = Importer(
        Pipeline(), ImportStores(log, imports, CountingLake(log), Watch(), SoleProcess())
    )

    with pytest.raises(KeyError):
        await importer.import_path(minutes, WHOSE)

    (record,) = imports.records.values()
    assert (record.state, record.problem) == (
        ImportState.FAILED,
        "it could not be read: KeyError",
    )


async def test_a_lakehouse_that_is_behind_leaves_the_import_sent(log, imports, minutes):
    stores = ImportStores(log, imports, CountingLake(log, takes=False), Watch(), SoleProcess())
    impatient = Importer(Pipeline(), stores, patience_s=0)

    with pytest.raises(LakehouseBehindError, match="480"):
        await impatient.import_path(minutes, WHOSE)

    (record,) = imports.records.values()
    assert record.state is ImportState.SENT


class LeasesAway:
    """Leases that cannot be reached."""

    def acquire(self, *_):
        raise ConnectionError

    release = acquire


async def test_an_import_needs_no_lease_to_be_had(log, imports, minutes):
    stores = ImportStores(log, imports, CountingLake(log), Watch(), LeasesAway())

    record = await Importer(Pipeline(), stores).import_path(minutes, WHOSE)

    assert record.state is ImportState.DONE
