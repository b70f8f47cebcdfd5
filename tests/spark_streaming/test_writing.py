import pytest

from schema.tables import DAY, FEATURE
from spark_streaming.frames import small_frame
from spark_streaming.lake import Mark
from spark_streaming.writing import Writing
from tests.spark_streaming.lakes import PowerCutError

pytestmark = pytest.mark.spark


@pytest.fixture
def lake(spare_lake):
    yield spare_lake
    spare_lake.lost = frozenset()


def write(lake, number, error=None):
    """Write nothing, as one batch, of days and of features."""
    with Writing(lake, Mark("tests", number)) as writing:
        for table in (DAY, FEATURE):
            writing.tell(table, small_frame(lake.spark, table.columns, []))
        if error:
            raise error


def test_what_is_told_is_written_once_it_is_left_and_once_only(lake):
    days, features = lake.version(DAY), lake.version(FEATURE)

    write(lake, 0)
    write(lake, 0)

    assert (lake.version(DAY), lake.version(FEATURE)) == (days + 1, features + 1)


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
