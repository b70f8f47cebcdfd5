import shutil
import threading
from contextlib import nullcontext
from datetime import date

import pytest
from deltalake import DeltaTable

from infra.lake.upkeep import Upkeep
from schema.tables import DAY, FEATURE, MANIFEST
from tests.infra.lake.lakes import ANNA, BRUNO, Lake

MONDAY = date(2026, 11, 23)


@pytest.fixture
def upkeep(lake):
    return Upkeep(str(lake.folder), None, lambda _: nullcontext())


@pytest.fixture(scope="module")
def thirty_batches(tmp_path_factory):
    """A lake that thirty batches wrote of two people."""
    lake = Lake(tmp_path_factory.mktemp("thirty") / "lake")
    for batch in range(30):
        lake.day(MONDAY, batch, steps=float(batch))
        lake.day(MONDAY, batch, BRUNO, steps=-float(batch))
        lake.commit(batch)
    return lake


@pytest.fixture
def written(thirty_batches, lake):
    """It once more, to be looked after."""
    shutil.copytree(thirty_batches.folder, lake.folder)
    return lake


def opened(lake, table):
    return DeltaTable(f"{lake.folder}/{table.path}")


async def test_small_files_become_one_for_each_partition_and_say_the_same(written, upkeep):
    before = await written.open().days(ANNA, MONDAY, MONDAY)

    upkeep.run()

    assert len(opened(written, DAY).file_uris()) == 2
    assert len(opened(written, MANIFEST).file_uris()) == 1
    assert await written.open().days(ANNA, MONDAY, MONDAY) == before


def test_a_table_with_nothing_to_join_stays_at_its_version(written, upkeep):
    upkeep.run()
    version = opened(written, DAY).version()

    upkeep.run()

    assert opened(written, DAY).version() == version


def test_a_large_file_is_left_alone(written, upkeep):
    upkeep.join_files(DAY, up_to_bytes=1)

    assert len(opened(written, DAY).file_uris()) == 60


def test_of_many_commits_one_account_is_written(written, upkeep):
    upkeep.run()

    checkpoint = written.folder / DAY.path / "_delta_log" / "_last_checkpoint"
    assert '"version":60' in checkpoint.read_text()


async def test_files_that_were_replaced_are_removed_when_nobody_reads_them(written, upkeep):
    upkeep.run()
    folder = written.folder / DAY.path
    assert len(list(folder.glob("user_bucket=*/*.parquet"))) == 62

    upkeep.remove_dead(DAY)
    assert len(list(folder.glob("user_bucket=*/*.parquet"))) == 62

    upkeep.remove_dead(DAY, kept_hours=0)
    assert len(list(folder.glob("user_bucket=*/*.parquet"))) == 2
    days = await written.open().days(ANNA, MONDAY, MONDAY)
    assert days[MONDAY]["steps"].value == 29.0


def test_a_table_that_is_not_made_yet_needs_nothing(lake, upkeep):
    upkeep.run()
    upkeep.remove_dead(FEATURE)

    assert not lake.folder.exists()


def test_a_table_is_looked_after_when_nobody_else_writes_it(written):
    writing = threading.Lock()
    upkeep = Upkeep(str(written.folder), None, lambda _: writing)
    with writing:
        looking = threading.Thread(target=upkeep.join_files, args=(DAY,))
        looking.start()
        looking.join(0.2)
        assert opened(written, DAY).version() == 59
    looking.join()

    assert opened(written, DAY).version() == 60
