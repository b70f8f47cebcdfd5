from datetime import date
from pathlib import Path

import pytest

from infra.lake.upkeep import Upkeep
from schema.tables import DAY, FEATURE
from spark_streaming.frames import small_frame
from spark_streaming.writing import Mark, Writing
from tests.spark_streaming.lakes import FragileLake, PowerCutError

pytestmark = pytest.mark.spark
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def whole_lake(spark, empty_lake):
    return FragileLake(spark, str(empty_lake()))


@pytest.fixture
def lake(whole_lake):
    yield whole_lake
    whole_lake.lost = frozenset()


def write(lake, mark, metric="tsb", error=None):
    """Write one day and one feature, as one batch."""
    day = (0, "anna", MONDAY, metric, 1.0, None, mark.number)
    feature = (0, "anna", "steps", MONDAY, 1.0, mark.number)
    with Writing(lake, mark) as writing:
        for table, row in ((DAY, day), (FEATURE, feature)):
            writing.tell(table, small_frame(lake.spark, table.columns, [row]))
        if error:
            raise error


def counts(lake, number):
    """How many days and features of a batch there are."""
    return tuple(
        lake.read(table).where(f"batch = {number}").count() for table in (DAY, FEATURE)
    )


def test_what_is_told_is_written_once_it_is_left(lake):
    write(lake, Mark("slow", 0))

    assert counts(lake, 0) == (1, 1)


def test_a_batch_that_is_begun_again_writes_what_is_missing(lake):
    lake.lost = {FEATURE}
    with pytest.raises(PowerCutError, match="gold/feature"):
        write(lake, Mark("slow", 1))
    assert counts(lake, 1) == (1, 0)
    lake.lost = frozenset()

    write(lake, Mark("slow", 1, is_again=True))

    assert counts(lake, 1) == (1, 1)


def test_a_batch_that_is_begun_again_is_known_after_the_tables_were_looked_after(lake):
    write(lake, Mark("slow", 2))
    for batch in range(100, 130):
        lake.append_row(FEATURE, (0, "anna", "steps", MONDAY, float(batch), batch))
    Upkeep(lake.root, None, lake.alone).run()

    write(lake, Mark("slow", 2, is_again=True))

    told = lake.read(FEATURE).where("batch >= 100").orderBy("batch").collect()
    assert [row["value"] for row in told] == [float(batch) for batch in range(100, 130)]
    assert counts(lake, 2) == (1, 1)
    assert (Path(lake.path(FEATURE)) / "_delta_log" / "_last_checkpoint").exists()


def test_days_of_the_other_stream_under_the_same_number_are_not_these(lake):
    write(lake, Mark("slow", 4))

    write(lake, Mark("quick", 4, is_again=True), metric="steps")

    assert {row["metric"] for row in lake.read(DAY).where("batch = 4").collect()} == {
        "steps",
        "tsb",
    }


def test_an_error_in_one_write_is_seen_and_the_others_are_done(lake):
    lake.lost = {DAY}

    with pytest.raises(PowerCutError, match="gold/day"):
        write(lake, Mark("slow", 5))

    assert counts(lake, 5) == (0, 1)


def test_an_error_on_the_way_is_the_one_that_is_seen(lake):
    lake.lost = {DAY, FEATURE}

    with pytest.raises(LookupError, match="computed"):
        write(lake, Mark("slow", 6), error=LookupError("nothing is computed"))
