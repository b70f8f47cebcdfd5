from datetime import date

import pytest

from schema.events.envelope import Change
from schema.tables import DAY
from spark_streaming.changes import changes_of
from tests.spark_streaming.frames import frame

pytestmark = pytest.mark.spark


def test_each_person_of_a_batch_is_told_of_once_with_all_days_and_metrics(spark):
    told = [
        {"user_id": "anna", "date": date(2026, 11, 3), "metric": "steps", "value": 60.0},
        {"user_id": "anna", "date": date(2026, 11, 2), "metric": "steps", "value": None},
        {"user_id": "anna", "date": date(2026, 11, 2), "metric": "spo2", "value": 97.0},
        {"user_id": "luca", "date": date(2026, 11, 2), "metric": "steps", "value": 1.0},
    ]

    changes = changes_of(frame(spark, DAY.columns, told), "quick", 7)

    assert {change.user_id: change for change in changes} == {
        "anna": Change(
            user_id="anna",
            stream="quick",
            batch=7,
            dates=["2026-11-02", "2026-11-03"],
            metrics=["spo2", "steps"],
        ),
        "luca": Change(
            user_id="luca", stream="quick", batch=7, dates=["2026-11-02"], metrics=["steps"]
        ),
    }


def test_a_batch_without_days_is_of_no_interest():
    assert changes_of(None, "quick", 7) == []
