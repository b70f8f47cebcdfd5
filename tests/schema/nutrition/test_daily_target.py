import pytest

from schema.nutrition.daily_target import (
    activity_factor,
    energy_target_kcal,
    formula_kcal,
    protein_target_g,
)
from schema.physiology.sex import Sex


def test_who_trains_more_often_spends_more():
    factors = [activity_factor(workouts) for workouts in (0, 1, 3, 6)]

    assert factors == [1.2, 1.375, 1.55, 1.725]
    assert activity_factor(None) == 1.375


def test_the_formula_needs_a_resting_energy():
    assert formula_kcal(1600.0, 3) == pytest.approx(2480.0)
    assert formula_kcal(None, 3) is None


def test_a_target_is_expenditure_and_balance_but_never_below_the_floor():
    assert energy_target_kcal(2400.0, -500.0, 1600.0, Sex.FEMALE) == 1900.0
    assert energy_target_kcal(2000.0, -500.0, 1600.0, Sex.FEMALE) == 1600.0
    assert energy_target_kcal(1500.0, -500.0, None, Sex.MALE) == 1500.0
    assert energy_target_kcal(None, -500.0, 1600.0, Sex.FEMALE) is None


def test_protein_grows_with_the_body():
    assert protein_target_g(1.6, 80.0) == pytest.approx(128.0)
    assert protein_target_g(1.6, None) is None
