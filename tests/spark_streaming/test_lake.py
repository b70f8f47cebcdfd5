"""What stands in the files: order and bounds."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from schema.tables import DAY, MESSAGE, MINUTE
from spark_streaming.frames import small_frame
from spark_streaming.lake import Lake

pytestmark = pytest.mark.spark
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def lake(spark, empty_lake):
    return Lake(spark, str(empty_lake()))


def append(lake, table, *rows):
    """Append rows; what they do not say is null."""
    whole = [tuple((dict.fromkeys(table.columns) | row).values()) for row in rows]
    lake.append(table, small_frame(lake.spark, table.columns, whole))


def file_of(lake, table):
    (file,) = Path(lake.path(table)).glob("user_bucket=*/*.parquet")
    return file


def days_of(lake):
    return {row["user_id"] for row in lake.read(DAY).select("user_id").collect()}


@pytest.mark.parametrize("left", [[], [".00000000000000000000.json.b0a3.tmp"]])
def test_a_table_whose_making_was_cut_short_is_made(spark, empty_lake, left):
    lake = Lake(spark, str(empty_lake()))
    log = Path(lake.path(DAY), "_delta_log")
    shutil.rmtree(log.parent)
    log.mkdir(parents=True)
    for name in left:
        (log / name).write_text('{"commitInfo":')

    lake.create()

    assert lake.read(DAY).columns == list(DAY.columns)


def test_rows_stand_in_the_order_of_their_table_within_a_file(lake):
    days = [date(2026, 11, day) for day in (3, 1, 2)]
    row = {"user_bucket": 0, "metric": "steps", "value": 1.0, "batch": 0}

    append(lake, DAY, *(row | {"user_id": who, "date": on} for on in days for who in "ba"))

    told = pq.ParquetFile(file_of(lake, DAY)).read(columns=["user_id", "date"]).to_pylist()
    assert [(row["user_id"], row["date"].day) for row in told] == [
        (who, day) for who in "ab" for day in (1, 2, 3)
    ]


def test_times_have_bounds_that_a_read_can_pass_over(lake):
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    append(lake, MINUTE, {"user_bucket": 0, "user_id": "a", "minute_at": at, "batch": 0})

    footer = pq.read_metadata(file_of(lake, MINUTE))
    place = footer.schema.names.index("minute_at")
    assert footer.row_group(0).column(place).statistics.min == at


def test_no_checksum_is_left_that_another_writer_would_make_a_lie(lake):
    append(lake, MESSAGE, {"date": MONDAY, "topic": "events", "batch": 0})

    assert not list(Path(lake.path(MESSAGE)).rglob(".*.crc"))


def test_the_folder_of_a_lake_may_have_any_name(spark, tmp_path):
    lake = Lake(spark, str(tmp_path / "Anna's lake #2, 50% of {é*?}"))
    lake.create()

    append(lake, DAY, {"user_bucket": 0, "user_id": "anna", "date": MONDAY, "batch": 0})

    assert days_of(lake) == {"anna"}


def test_rows_that_are_too_many_for_the_driver_are_written_by_spark_and_read_beside_others(
    spark, empty_lake, monkeypatch
):
    lake = Lake(spark, str(empty_lake()))
    row = {"user_bucket": 0, "date": MONDAY, "metric": "steps", "batch": 0}
    append(lake, DAY, row | {"user_id": "anna"})

    monkeypatch.setattr("spark_streaming.lake.FEW_ROWS", 1)
    append(lake, DAY, *(row | {"user_id": who} for who in ("bruno", "carla")))
    monkeypatch.undo()
    append(lake, DAY, row | {"user_id": "dario"})

    assert days_of(lake) == {"anna", "bruno", "carla", "dario"}
    assert lake.version(DAY) == 3
    engines = [commit["engineInfo"] for commit in DeltaTable(lake.path(DAY)).history(3)]
    assert [engine.startswith("Apache-Spark") for engine in engines] == [False, True, False]
