import pytest

from spark_streaming.arrival import arrival
from spark_streaming.bronze import LOG_COLUMNS, messages
from spark_streaming.frames import small_frame
from spark_streaming.held import Held
from tests.spark_streaming.lakes import Log
from tests.spark_streaming.messages import meal, record, steps

pytestmark = pytest.mark.spark


def test_a_record_is_as_much_to_a_batch_as_it_has_minutes(spark):
    said = Log().append(
        steps("anna", "2026-11-02 08:00", 60, 40),
        record("workout", "anna", "1", "2026-11-02 09:00", minutes=30, activity="running"),
        meal("anna", "lunch", "2026-11-02 12:00", energy_kcal=500.0),
    )
    held = Held(is_small=True)

    arrived = arrival(messages(small_frame(spark, LOG_COLUMNS, said), 0), held)

    assert (arrived.count, arrived.minutes) == (4, 2 + 30 + 1)
    held.release()
