import pytest

from schema.physiology.estimate import Confidence
from schema.physiology.sleep import (
    consistency_score,
    duration_score,
    interruptions_score,
    sleep_score,
    stages_score,
)


def test_the_components_of_a_night_weigh_as_stated():
    score = sleep_score(
        {"duration": 100.0, "stages": 61.0, "consistency": 85.0, "interruptions": 55.0}
    )

    assert score.value == pytest.approx(80.2)
    assert score.confidence is Confidence.HIGH
    assert [driver.name for driver in score.drivers] == [
        "duration",
        "stages",
        "consistency",
        "interruptions",
    ]


def test_a_source_without_stages_is_scored_by_the_rest():
    score = sleep_score({"duration": 100.0, "stages": None, "interruptions": 70.0})

    assert score.value == pytest.approx((0.4 * 100 + 0.2 * 70) / 0.6)
    assert score.confidence is Confidence.MEDIUM
    assert score.missing == ("stages", "consistency")


def test_a_night_of_unknown_length_has_no_score():
    score = sleep_score({"stages": 90.0})

    assert score.value is None
    assert "duration" in score.missing


@pytest.mark.parametrize(
    ("asleep_min", "points"),
    [(0.0, 0.0), (210.0, 50.0), (420.0, 100.0), (540.0, 100.0), (750.0, 50.0), (1200.0, 0.0)],
)
def test_seven_to_nine_hours_are_full_marks(asleep_min, points):
    assert duration_score(asleep_min) == pytest.approx(points)


@pytest.mark.parametrize(
    ("awake_min", "points"),
    [(0.0, 100.0), (10.0, 90.0), (20.0, 80.0), (55.0, 40.0), (90.0, 0.0), (200.0, 0.0)],
)
def test_waking_costs_little_at_first_and_then_much(awake_min, points):
    assert interruptions_score(awake_min) == pytest.approx(points)


def test_ninety_minutes_of_each_deep_and_rem_are_full_marks():
    assert stages_score(90.0, 120.0) == 100.0
    assert stages_score(45.0, 90.0) == pytest.approx(75.0)


def test_a_bedtime_near_the_usual_costs_nothing():
    usual = [660.0, 650.0, 670.0, 660.0]

    assert consistency_score(675.0, usual) == 100.0
    assert consistency_score(735.0, usual) == pytest.approx(50.0)
    assert consistency_score(900.0, usual) == 0.0
    assert consistency_score(660.0, usual[:3]) is None
