import pytest

from schema.physiology.weight import (
    RateVerdict,
    Weighing,
    expected_progress,
    goal_progress,
    rate_verdict,
    weight_trend,
)


def test_the_trend_follows_a_reading_by_the_time_since_the_last():
    trend = weight_trend([Weighing(0.0, 80.0), Weighing(7.0, 81.0)])

    assert trend[0].weight_kg == 80.0
    assert trend[-1].weight_kg == pytest.approx(80.6321, abs=5e-5)


def test_a_second_reading_of_the_same_moment_moves_nothing():
    assert weight_trend([Weighing(0.0, 80.0), Weighing(0.0, 90.0)])[-1].weight_kg == 80.0


def test_nobody_weighed_has_no_trend():
    assert weight_trend([]) == []


@pytest.mark.parametrize(
    ("trend_kg", "progress"), [(78.0, 0.4), (81.0, 0.0), (75.0, 1.0), (74.0, 1.0)]
)
def test_progress_is_the_share_of_the_way(trend_kg, progress):
    assert goal_progress(80.0, trend_kg, 75.0) == pytest.approx(progress)


def test_who_has_not_moved_is_at_nought_and_not_below():
    assert str(goal_progress(75.0, 75.0, 80.0)) == "0.0"


def test_there_is_no_way_to_where_one_is():
    assert goal_progress(80.0, 79.0, 80.0) is None
    assert expected_progress(80.0, 80.0, 0.5, 30.0) is None


def test_two_of_five_kilograms_are_expected_after_four_weeks_of_half_a_kilogram():
    assert expected_progress(80.0, 75.0, 0.5, 28.0) == pytest.approx(0.4)
    assert expected_progress(80.0, 75.0, -0.5, 28.0) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("weekly_change_kg", "verdict"),
    [
        (-1.0, RateVerdict.FINE),
        (-1.2, RateVerdict.FAST),
        (-1.6, RateVerdict.TOO_FAST),
        (0.25, RateVerdict.FINE),
        (0.4, RateVerdict.FAST),
        (0.6, RateVerdict.TOO_FAST),
    ],
)
def test_gaining_is_judged_more_strictly_than_losing(weekly_change_kg, verdict):
    assert rate_verdict(weekly_change_kg, 100.0) is verdict
