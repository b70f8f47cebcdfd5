import math

import pytest

from spark_streaming.spans.weight import weights
from spark_streaming.spans.wishes import Wishes


def test_the_trend_moves_by_the_time_between_weighings(history, day, by_metric):
    known = history(body_weight=[80.0, *[None] * 6, 81.0], steps=[1.0] * 8)
    trend = by_metric(weights(known, Wishes(), day(0)), "weight_trend")

    assert trend[day(3)].value == 80.0
    assert trend[day(7)].value == pytest.approx(80.6321, abs=5e-5)


def test_a_trend_that_was_not_confirmed_for_a_fortnight_is_not_told(history, day, by_metric):
    known = history(body_weight=[80.0], steps=[1.0] * 20)

    assert max(by_metric(weights(known, Wishes(), day(0)), "weight_trend")) == day(14)


def test_the_way_begins_with_the_trend_of_the_day_the_target_was_set(
    history, day, said, by_metric
):
    known = history(body_weight=[82.0, 80.0, *[None] * 30, 78.0])
    goals = (said(1, target_weight_kg=75.0, weekly_rate_kg=0.5),)
    told = by_metric(weights(known, Wishes(goals=goals), day(0)), "goal_progress")

    start_kg = 82.0 - 2.0 * (1 - math.exp(-1 / 7))
    assert sorted(told) == [day(1), day(32)]
    assert told[day(1)].value == 0.0
    detail = told[day(32)].detail
    assert detail["start_weight_kg"] == pytest.approx(start_kg, abs=1e-6)
    assert detail["started_on"] == day(1).isoformat()
    weeks = (start_kg - 75.0) / 0.5
    assert detail["expected_on"] == day(1 + math.ceil(weeks * 7)).isoformat()
    assert told[day(32)].value == pytest.approx(
        (start_kg - detail["trend_weight_kg"]) / (start_kg - 75.0), abs=1e-6
    )


@pytest.mark.parametrize("weekly_rate_kg", [1e-310, 0.001])
def test_a_way_of_more_than_ten_years_has_no_end_to_tell(
    history, day, said, by_metric, weekly_rate_kg
):
    goals = (said(0, target_weight_kg=75.0, weekly_rate_kg=weekly_rate_kg),)
    told = by_metric(
        weights(history(body_weight=[80.0]), Wishes(goals=goals), day(0)), "goal_progress"
    )

    assert "expected_on" not in told[day(0)].detail


def test_another_target_begins_another_way_and_another_rate_does_not(
    history, day, said, by_metric
):
    known = history(body_weight=[80.0] * 6)
    goals = (
        said(0, target_weight_kg=75.0, weekly_rate_kg=0.5),
        said(2, target_weight_kg=75.0, weekly_rate_kg=0.25),
        said(4, target_weight_kg=70.0, weekly_rate_kg=0.25),
        said(5, target_weight_kg=None),
    )
    told = by_metric(weights(known, Wishes(goals=goals), day(0)), "goal_progress")

    assert [one.detail["started_on"] for one in told.values()] == [
        *[day(0).isoformat()] * 4,
        day(4).isoformat(),
    ]


def test_without_a_rate_nobody_says_when(history, day, said, by_metric):
    goals = (said(0, target_weight_kg=75.0),)
    told = by_metric(
        weights(history(body_weight=[80.0]), Wishes(goals=goals), day(0)), "goal_progress"
    )

    assert "expected_on" not in told[day(0)].detail
