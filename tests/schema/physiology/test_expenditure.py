import pytest

from schema.physiology.expenditure import (
    FAT_KCAL_PER_KG,
    LEAN_KCAL_PER_KG,
    adaptive_expenditure,
    adaptive_kcal_per_day,
    energy_density_kcal_per_kg,
    weight_change,
)
from schema.physiology.weight import Weighing

TWO_WEIGHINGS = [Weighing(0.0, 80.0), Weighing(14.0, 79.5)]


@pytest.mark.parametrize(("density", "kcal"), [(6000.0, 2214.3), (7700.0, 2275.0)])
def test_what_was_eaten_and_lost_was_spent(density, kcal):
    assert adaptive_kcal_per_day(2000.0, -0.5 / 14, density) == pytest.approx(kcal, abs=0.05)


def test_a_fortnight_of_2000_kcal_and_half_a_kilogram():
    expenditure = adaptive_expenditure([2000.0] * 14, TWO_WEIGHINGS, formula_kcal=2200.0)

    assert expenditure.value_kcal == pytest.approx(2275.0)
    assert expenditure.low_kcal < 2275.0 < expenditure.high_kcal
    assert expenditure.missing == ()


def test_more_data_narrow_the_interval():
    daily = [Weighing(float(day), 80.0 - 0.5 * day / 14) for day in range(28)]

    few = adaptive_expenditure([2000.0] * 14, TWO_WEIGHINGS)
    many = adaptive_expenditure([2000.0] * 28, daily)

    assert many.high_kcal - many.low_kcal < few.high_kcal - few.low_kcal
    assert many.value_kcal == pytest.approx(2275.0)


@pytest.mark.parametrize(("formula_kcal", "value"), [(1500.0, 2000.0), (3000.0, 2500.0)])
def test_the_estimate_stays_within_500_of_the_formula(formula_kcal, value):
    expenditure = adaptive_expenditure([2000.0] * 14, TWO_WEIGHINGS, formula_kcal)

    assert expenditure.value_kcal == value
    assert expenditure.low_kcal <= value <= expenditure.high_kcal


def test_without_a_formula_the_estimate_stands_and_says_so():
    expenditure = adaptive_expenditure([2000.0] * 14, TWO_WEIGHINGS)

    assert expenditure.value_kcal == pytest.approx(2275.0)
    assert expenditure.missing == ("formula_kcal",)


def test_a_hardly_logged_day_is_no_day():
    days = [2000.0] * 6 + [199.0, None, 0.0]

    expenditure = adaptive_expenditure(days, TWO_WEIGHINGS)

    assert expenditure.value_kcal is None
    assert expenditure.missing == ("need_logged_days: have 6, need 7",)


def test_two_weighings_must_be_a_week_apart():
    near = [Weighing(0.0, 80.0), Weighing(6.9, 79.0)]

    expenditure = adaptive_expenditure([2000.0] * 14, near)

    assert expenditure.missing == ("two weights at least 7 days apart",)
    assert weight_change([]) is None


def test_change_is_taken_between_the_means_of_both_ends():
    jumpy = [Weighing(float(day), 80.0 + (0.6 if day % 2 else -0.6)) for day in range(28)]

    assert weight_change(jumpy).kg_per_day == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize(
    ("kg_per_week", "density"), [(0.0, 7700.0), (-0.5, 7700.0), (-1.0, 6850.0), (-2.0, 6000.0)]
)
def test_fast_change_holds_less_energy_than_slow(kg_per_week, density):
    found = energy_density_kcal_per_kg(kg_per_week / 7, 100.0)

    assert found == pytest.approx(density)
    assert LEAN_KCAL_PER_KG < found < FAT_KCAL_PER_KG
