import math

import pytest

from schema.physiology.heart_rate import reserve_fraction
from schema.physiology.sex import Sex
from schema.physiology.training_load import (
    FATIGUE_DAYS,
    FITNESS_DAYS,
    banister_trimp,
    edwards_trimp,
    edwards_zone,
    exponential_load,
    load_weight,
    training_balance,
    week_pattern,
)


def test_banister_meets_an_hour_at_145():
    reserve = reserve_fraction(145.0, 60.0, 187.0)

    male = banister_trimp(60.0, reserve, Sex.MALE, exp=math.exp)
    female = banister_trimp(60.0, reserve, Sex.FEMALE, exp=math.exp)
    other = banister_trimp(60.0, reserve, Sex.OTHER, exp=math.exp)

    assert male == pytest.approx(92.90, abs=5e-3)
    assert female == pytest.approx(105.60, abs=5e-3)
    assert other == pytest.approx((male + female) / 2)


def test_edwards_counts_each_zone_by_its_number():
    assert edwards_trimp([10.0] * 5) == 150.0
    assert [edwards_zone(bpm, 200.0) for bpm in (99.0, 100.0, 139.0, 180.0, 200.0)] == [
        0,
        1,
        2,
        5,
        5,
    ]


def test_a_steady_load_fills_fitness_and_fatigue_by_their_time_constants():
    assert exponential_load([100.0] * 42, FITNESS_DAYS) == pytest.approx(63.212, abs=5e-4)
    assert exponential_load([100.0] * 7, FATIGUE_DAYS) == pytest.approx(63.212, abs=5e-4)


def test_a_missing_day_is_not_a_day_of_rest():
    trained = [80.0, 120.0, 60.0]

    assert exponential_load([*trained, None], FATIGUE_DAYS) == exponential_load(
        trained, FATIGUE_DAYS
    )
    assert exponential_load([*trained, 0.0], FATIGUE_DAYS) < exponential_load(
        trained, FATIGUE_DAYS
    )


def test_the_average_is_a_sum_of_weighted_days():
    loads = [80.0, 120.0, 0.0, 60.0, 200.0]
    weighted = sum(
        load * load_weight(float(days_ago), FITNESS_DAYS, exp=math.exp)
        for days_ago, load in enumerate(reversed(loads))
    )

    assert weighted == pytest.approx(exponential_load(loads, FITNESS_DAYS), rel=1e-12)


def test_form_is_fitness_less_fatigue():
    balance = training_balance([100.0] * 14)

    assert balance.ctl == pytest.approx(100 * (1 - math.exp(-14 / 42)))
    assert balance.atl == pytest.approx(100 * (1 - math.exp(-14 / 7)))
    assert balance.tsb == balance.ctl - balance.atl
    assert balance.missing == ()


def test_there_is_no_balance_under_fourteen_recorded_days():
    balance = training_balance([100.0] * 13 + [None] * 5)

    assert balance.ctl is balance.atl is balance.tsb is None
    assert balance.missing == ("need_training_days: have 13, need 14",)


def test_there_is_no_balance_after_two_silent_weeks():
    balance = training_balance([100.0] * 30 + [None] * 14)

    assert balance.ctl is None
    assert balance.missing == ("recent_training_days",)


def test_foster_finds_strain_in_monotony():
    pattern = week_pattern([100.0, 0.0, 100.0, 0.0, 100.0, 0.0, 100.0])

    assert pattern.monotony == pytest.approx(1.1547, abs=5e-5)
    assert pattern.strain == pytest.approx(461.88, abs=5e-3)


def test_seven_equal_days_have_no_monotony_and_six_are_no_week():
    assert week_pattern([50.0] * 7).monotony is None
    assert week_pattern([50.0, 0.0, None, 50.0, 0.0, 50.0, 0.0]).missing == (
        "need_training_days: have 6, need 7",
    )
