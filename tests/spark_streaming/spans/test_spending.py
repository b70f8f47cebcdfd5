import pytest

from spark_streaming.spans.spending import Spending
from spark_streaming.spans.wishes import Wishes


def test_who_eats_2000_and_loses_half_a_kilo_in_a_fortnight_spends_more(history, day):
    weighed = [80.0 - 0.5 * place / 14 for place in range(28)]
    known = history(energy_in=[2000.0] * 28, body_weight=weighed, resting_energy=[1600.0] * 28)
    told = next(iter(Spending(known, Wishes()).values(day(27))))

    assert told.value == pytest.approx(2000 + 0.5 / 14 * 7700, abs=1e-6)
    assert told.detail["low_kcal"] < told.value < told.detail["high_kcal"]
    assert told.detail["formula_kcal"] == pytest.approx(1600 * 1.375)


def test_the_formula_grows_with_the_workouts_a_person_means_to_do(history, day, said):
    known = history(resting_energy=[1600.0])
    often = Wishes(goals=(said(0, weekly_workouts=6),))

    assert Spending(known, often).formula_kcal(day(0)) == pytest.approx(1600 * 1.725)
    assert Spending(known, Wishes()).formula_kcal(day(0)) == pytest.approx(1600 * 1.375)


def test_too_little_food_is_told_and_days_without_any_basis_are_silent(history, day):
    known = history(steps=[1.0] * 3, energy_in=[None, None, 2000.0])
    told = list(Spending(known, Wishes()).values(day(0)))

    assert [one.date for one in told] == [day(2)]
    assert told[0].value is None
    assert told[0].detail["missing"] == [
        "two weights at least 7 days apart",
        "need_logged_days: have 1, need 7",
    ]
