from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from infra.lake.upkeep import Upkeep
from schema.tables import DAY, FEATURE, MINUTE
from spark_streaming.frames import small_frame
from spark_streaming.lake import Lake, Mark
from spark_streaming.writing import Writing
from tests.spark_streaming.lakes import FragileLake, PowerCutError

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def lake(spark, empty_lake):
    return FragileLake(spark, str(empty_lake()))


def write(lake, number, error=None):
    """Write nothing, as one batch, of days and of features."""
    with Writing(lake, Mark("tests", number)) as writing:
        for table in (DAY, FEATURE):
            writing.tell(table, small_frame(lake.spark, table.columns, []))
        if error:
            raise error


def test_what_is_told_is_written_once_it_is_left_and_once_only(lake):
    write(lake, 0)
    write(lake, 0)

    assert (lake.version(DAY), lake.version(FEATURE)) == (1, 1)


def test_an_error_in_one_write_is_seen_and_the_others_are_done(lake):
    days, features = lake.version(DAY), lake.version(FEATURE)
    lake.lost = {DAY}

    with pytest.raises(PowerCutError, match="gold/day"):
        write(lake, 1)

    assert (lake.version(DAY), lake.version(FEATURE)) == (days, features + 1)


def test_an_error_on_the_way_is_the_one_that_is_seen(lake):
    lake.lost = {DAY, FEATURE}

    with pytest.raises(LookupError, match="computed"):
        write(lake, 2, LookupError("nothing is computed"))


def test_a_write_that_is_begun_again_after_the_tables_were_looked_after_is_left_out(
    spark, empty_lake
):
    lake = Lake(spark, str(empty_lake()))
    rows = [(0, "anna", date(2026, 11, 23), "steps", float(n), None, n) for n in range(30)]
    for row in rows:
        append(lake, row)
    upkeep = Upkeep(lake.root, None, lake.alone)
    upkeep.run()

    append(lake, rows[-1])

    told = lake.read(DAY).orderBy("batch").collect()
    assert [row["value"] for row in told] == [float(n) for n in range(30)]


def append(lake, row):
    lake.append(DAY, small_frame(lake.spark, DAY.columns, [row]), Mark("tests", row[-1]))


def test_rows_stand_in_order_of_their_table_within_a_file(spark, empty_lake):
    lake = Lake(spark, str(empty_lake()))
    days = [date(2026, 11, day) for day in (3, 1, 2)]
    rows = [(0, user, day, "steps", 1.0, None, 0) for day in days for user in ("b", "a")]

    lake.append(DAY, small_frame(spark, DAY.columns, rows), Mark("tests", 0))

    (file,) = Path(lake.path(DAY)).glob("user_bucket=*/*.parquet")
    told = pq.ParquetFile(file).read(columns=["user_id", "date"]).to_pylist()
    assert [(row["user_id"], row["date"].day) for row in told] == [
        (user, day) for user in ("a", "b") for day in (1, 2, 3)
    ]


def test_times_have_bounds_that_a_read_can_pass_over(spark, empty_lake):
    lake = Lake(spark, str(empty_lake()))
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    row = dict.fromkeys(MINUTE.columns) | {"user_id": "anna", "minute_at": at, "batch": 0}
    row["user_bucket"] = 0

    lake.append(
        MINUTE, small_frame(spark, MINUTE.columns, [tuple(row.values())]), Mark("tests", 0)
    )

    (file,) = Path(lake.path(MINUTE)).glob("user_bucket=*/*.parquet")
    footer = pq.read_metadata(file)
    place = footer.schema.names.index("minute_at")
    assert footer.row_group(0).column(place).statistics.min == at
