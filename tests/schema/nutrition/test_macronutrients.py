import pytest

from schema.nutrition.macronutrients import (
    Macronutrients,
    atwater_kcal,
    energy_percent,
    macronutrient_target,
    out_of_balance,
)


def test_atwater_counts_four_four_and_nine():
    assert atwater_kcal(30.0, 50.0, 20.0) == 500.0


def test_shares_of_the_energy_sum_to_all_of_it():
    percent = energy_percent(Macronutrients(30.0, 50.0, 20.0))

    assert percent == {"protein": 24.0, "carbohydrate": 40.0, "fat": 36.0}
    assert energy_percent(Macronutrients(0.0, 0.0, 0.0)) is None


def test_what_is_out_of_its_range_is_named():
    assert out_of_balance(Macronutrients(30.0, 50.0, 20.0)) == ("carbohydrate", "fat")
    assert out_of_balance(Macronutrients(25.0, 62.5, 16.0)) == ()


def test_a_days_target_holds_its_protein_and_its_energy():
    target = macronutrient_target(2000.0, 100.0)

    assert target.protein_g == 100.0
    assert target.fat_g == pytest.approx(2000 * 0.275 / 9)
    assert out_of_balance(target) == ()
    assert atwater_kcal(target.protein_g, target.carbohydrate_g, target.fat_g) == pytest.approx(
        2000.0
    )


def test_where_protein_takes_nearly_all_there_is_no_carbohydrate():
    target = macronutrient_target(1000.0, 200.0)

    assert target.carbohydrate_g == 0.0
    assert target.fat_g == pytest.approx(200 / 9)
