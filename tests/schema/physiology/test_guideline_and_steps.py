import pytest

from schema.physiology.guideline import guideline_week
from schema.physiology.sex import Sex
from schema.physiology.steps import steps_distance_m


def test_a_vigorous_minute_counts_double():
    week = guideline_week(100.0, 30.0, strength_days=1)

    assert week.moderate_equivalent_min == 160.0
    assert week.is_active_enough
    assert not week.is_ample
    assert not week.is_strong_enough


def test_three_hundred_minutes_and_two_strength_days_are_all_that_is_asked():
    week = guideline_week(0.0, 150.0, strength_days=2)

    assert week.is_ample
    assert week.is_strong_enough


@pytest.mark.parametrize(
    ("height_cm", "sex", "distance_m"),
    [(175.0, Sex.MALE, 7262.5), (165.0, Sex.FEMALE, 6814.5)],
)
def test_ten_thousand_steps_carry_by_height(height_cm, sex, distance_m):
    assert steps_distance_m(10_000.0, height_cm, sex) == pytest.approx(distance_m)
