import asyncio
from datetime import date

import pytest
from deltalake import DeltaTable

from infra.lake import open_lakehouse
from infra.lake.opening import storage_options
from infra.settings import Settings
from schema.ports.lake import ImportCount
from tests.infra.lake.lakes import ANNA, NOON, after

MONDAY = date(2026, 11, 23)


async def test_a_lake_that_is_not_there_yet_is_empty(lake):
    lakehouse = lake.open()

    assert await lakehouse.batch() == -1
    assert await lakehouse.days(ANNA, MONDAY, MONDAY) == {}
    assert await lakehouse.days(ANNA, MONDAY, MONDAY, as_of=NOON) == {}
    assert await lakehouse.records(ANNA, ["meal", "body_weight"], 5) == []
    assert await lakehouse.import_count(ANNA, "none") == ImportCount(0, 0)
    assert await lakehouse.features(ANNA) == {}
    assert not lake.folder.exists()


@pytest.mark.parametrize("resolution", ["RAW", "MINUTE", "HOUR", "DAY"])
@pytest.mark.parametrize("metric", ["steps", "heart_rate", "body_weight", "ctl"])
async def test_a_series_of_nothing_has_no_points(lake, metric, resolution):
    found = await lake.open().series(ANNA, metric, NOON, after(hours=3), resolution)

    assert (found.times, found.values, found.sources) == ([], [], [])


async def test_a_lake_that_comes_to_be_is_seen(lake):
    lakehouse = lake.open()
    assert await lakehouse.batch() == -1

    lake.day(MONDAY, steps=1.0)
    lake.commit(0)

    assert await lakehouse.batch() == 0
    assert MONDAY in await lakehouse.days(ANNA, MONDAY, MONDAY)


async def test_a_lake_that_stands_does_not_see_what_is_committed_since(lake):
    lake.day(MONDAY, batch=0, steps=1.0)
    lake.commit(0)
    lakehouse = lake.open()
    standing = await lakehouse.standing()

    lake.day(MONDAY, batch=1, steps=2.0)
    lake.commit(1)

    steps = [
        (await each.days(ANNA, MONDAY, MONDAY))[MONDAY]["steps"].value
        for each in (standing, lakehouse)
    ]
    assert steps == [1.0, 2.0]
    assert (await standing.batch(), await lakehouse.batch()) == (0, 1)


async def test_reads_at_the_same_time_as_writes_see_whole_batches(lake):
    lake.day(MONDAY, batch=0, steps=0.0, distance=0.0)
    lake.commit(0)
    lakehouse = lake.open()

    async def write():
        for batch in range(1, 12):
            value = float(batch)
            await asyncio.to_thread(lake.day, MONDAY, batch, steps=value)
            await asyncio.to_thread(lake.day, MONDAY, batch, distance=value)
            await asyncio.to_thread(lake.commit, batch)

    writing = asyncio.create_task(write())
    while not writing.done():
        for days in await asyncio.gather(
            *(lakehouse.days(ANNA, MONDAY, MONDAY) for _ in range(6))
        ):
            assert days[MONDAY]["steps"] == days[MONDAY]["distance"]
    await writing
    assert (await lakehouse.days(ANNA, MONDAY, MONDAY))[MONDAY]["steps"].value == 11.0


async def test_a_quote_in_an_id_is_only_a_letter(lake):
    lake.said("heart_rate", value=60.0, import_id="it's", effect="same")
    lake.commit()

    count = await lake.open().import_count(ANNA, "it's")

    assert count == ImportCount(accepted=0, duplicates=1)
    assert await lake.open().import_count("' OR 1=1 --", "it's") == ImportCount(0, 0)


async def test_the_lake_of_the_settings_is_opened(lake):
    lake.day(MONDAY, steps=1.0)
    lake.commit(4)

    assert await open_lakehouse(Settings(lake_url=str(lake.folder))).batch() == 4


def test_a_bucket_is_reached_with_the_keys_of_the_settings():
    settings = Settings(
        lake_url="s3a://house/lake",
        s3_endpoint="http://127.0.0.1:9000",
        s3_access_key="key",
        s3_secret_key="secret",
    )

    assert storage_options(settings) == {
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9000",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_ALLOW_HTTP": "true",
    }


async def test_a_file_whose_bounds_only_seem_to_fit_has_no_rows(lake):
    lake.said("heart_rate", NOON, value=60.0)
    lake.said("heart_rate", after(hours=2), value=61.0)
    lake.commit()

    found = await lake.open().series(ANNA, "heart_rate", after(1), after(hours=1), "RAW")

    assert found.times == []


async def test_files_that_were_compacted_tell_the_same(lake):
    for batch in range(5):
        lake.day(MONDAY, batch, steps=float(batch), distance=float(batch))
        lake.commit(batch)
    lakehouse = lake.open()
    before = await lakehouse.days(ANNA, MONDAY, MONDAY)

    table = DeltaTable(f"{lake.folder}/gold/day")
    table.optimize.compact()
    table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
    lake.commit(5)

    assert len(table.file_uris()) == 1
    assert await lakehouse.days(ANNA, MONDAY, MONDAY) == before
