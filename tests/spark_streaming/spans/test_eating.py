import pytest

from spark_streaming.spans.eating import Eating, Target
from spark_streaming.spans.spending import Spending
from spark_streaming.spans.wishes import Wishes


@pytest.fixture
def eating():
    return lambda known, wishes: Eating(known, wishes, Spending(known, wishes))


def test_a_week_is_the_mean_of_its_logged_days(history, day, said, eating):
    known = history(energy_in=[2300.0, None, 2000.0, 500.0], protein=[90.0, None, 100.0, 9.0])
    wishes = Wishes(goals=(said(0, daily_energy_kcal=2000.0, daily_protein_g=100.0),))
    told = next(iter(eating(known, wishes).values(day(3))))

    assert told.value == pytest.approx((0.75 + 1.0) / 2)
    assert told.detail["logged_days"] == 2


def test_each_day_is_held_against_the_targets_that_stood_then(history, day, said, eating):
    known = history(energy_in=[2000.0] * 3, protein=[100.0] * 3)
    wishes = Wishes(
        goals=(
            said(0, daily_energy_kcal=2000.0, daily_protein_g=100.0),
            said(2, daily_energy_kcal=4000.0, daily_protein_g=200.0),
        )
    )
    told = {one.date: one.value for one in eating(known, wishes).values(day(0))}

    assert told[day(1)] == 1.0
    assert told[day(2)] == pytest.approx((1.0 + 1.0 + 0.25) / 3)


def test_who_set_no_targets_has_those_of_their_segment(history, day, said, eating):
    known = history(energy_in=[2000.0], resting_energy=[1600.0], body_weight=[80.0])
    options = tuple(
        (said(-9, name=f"goals.{name}", segment=segment, value=value, version=1),)
        for name, segment, value in (
            ("energy_balance_kcal", "*:*:*:*", 0),
            ("energy_balance_kcal", "LOSE_WEIGHT:*:*:*", -500),
            ("protein_g_per_kg", "LOSE_WEIGHT:*:*:*", 1.6),
        )
    )
    wishes = Wishes(goals=(said(0, kind="LOSE_WEIGHT"),), options=options)

    assert eating(known, wishes).target(day(0)) == Target(
        pytest.approx(1600 * 1.375 - 500), pytest.approx(128.0)
    )


def test_a_derived_target_is_never_below_rest(history, day, said, eating):
    known = history(energy_in=[2000.0], resting_energy=[1900.0])
    option = said(0, name="goals.energy_balance_kcal", segment="*:*:*:*", value=-900, version=1)

    assert eating(known, Wishes(options=((option,),))).target(day(0)).energy_kcal == 1900.0


def test_food_without_any_target_says_what_is_missing(history, day, eating):
    told = next(iter(eating(history(energy_in=[2000.0]), Wishes()).values(day(0))))

    assert told.value is None
    assert told.detail["missing"] == ["target_kcal", "target_protein_g"]
