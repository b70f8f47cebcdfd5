from datetime import date

import pytest

from schema.physiology.age import age_years
from schema.physiology.energy import (
    ACTIVITY_FACTOR,
    HARRIS_BENEDICT,
    MIFFLIN_ST_JEOR,
    cunningham_kcal_per_day,
    katch_mcardle_kcal_per_day,
    keytel_kcal_per_min,
    keytel_lowest_heart_rate_bpm,
    lean_mass_kg,
    met_kcal,
    net_kcal,
    resting_energy,
    resting_kcal_per_day,
)
from schema.physiology.estimate import Confidence
from schema.physiology.sex import Sex


@pytest.mark.parametrize(
    ("sex", "weight_kg", "height_cm", "age", "kcal"),
    [
        (Sex.MALE, 80.0, 180.0, 30.0, 1780.0),
        (Sex.FEMALE, 60.0, 165.0, 25.0, 1345.25),
        (Sex.FEMALE, 75.0, 165.1, 45.0, 1395.875),
    ],
)
def test_mifflin_st_jeor_meets_its_published_people(sex, weight_kg, height_cm, age, kcal):
    coefficients = MIFFLIN_ST_JEOR[sex]

    assert resting_kcal_per_day(weight_kg, height_cm, age, coefficients) == pytest.approx(kcal)


@pytest.mark.parametrize(
    ("sex", "weight_kg", "height_cm", "age", "kcal"),
    [(Sex.MALE, 80.0, 180.0, 30.0, 1853.632), (Sex.FEMALE, 60.0, 165.0, 25.0, 1405.333)],
)
def test_harris_benedict_meets_its_published_people(sex, weight_kg, height_cm, age, kcal):
    coefficients = HARRIS_BENEDICT[sex]

    assert resting_kcal_per_day(weight_kg, height_cm, age, coefficients) == pytest.approx(kcal)


def test_a_sex_the_formula_was_not_fitted_for_gets_the_mean_and_less_confidence():
    male = resting_energy(80.0, 180.0, 30.0, Sex.MALE)
    female = resting_energy(80.0, 180.0, 30.0, Sex.FEMALE)
    other = resting_energy(80.0, 180.0, 30.0, Sex.OTHER)
    unsaid = resting_energy(80.0, 180.0, 30.0, None)

    assert male.confidence is female.confidence is Confidence.HIGH
    assert other.value == unsaid.value == pytest.approx((male.value + female.value) / 2)
    assert other.confidence is unsaid.confidence is Confidence.MEDIUM
    assert other.missing == ()
    assert unsaid.missing == ("sex",)


def test_resting_energy_is_unknown_without_the_body_and_says_what_is_missing():
    estimate = resting_energy(None, 180.0, None, Sex.MALE)

    assert estimate.value is None
    assert estimate.confidence is Confidence.NONE
    assert estimate.missing == ("weight", "age")


def test_lean_mass_tells_resting_energy_where_body_fat_is_known():
    assert lean_mass_kg(80.0, 20.0) == pytest.approx(64.0)
    assert katch_mcardle_kcal_per_day(64.0) == pytest.approx(1752.4)
    assert cunningham_kcal_per_day(64.0) == pytest.approx(1908.0)


@pytest.mark.parametrize(
    ("sex", "body", "per_min", "half_hour"),
    [
        (Sex.MALE, (150.0, 75.0, 35.0), 14.7007, 441.02),
        (Sex.FEMALE, (140.0, 60.0, 30.0), 8.8068, 264.21),
    ],
)
def test_keytel_tells_energy_from_heart_rate(sex, body, per_min, half_hour):
    kcal_per_min = keytel_kcal_per_min(*body, sex)

    assert kcal_per_min == pytest.approx(per_min, abs=5e-5)
    assert 30 * kcal_per_min == pytest.approx(half_hour, abs=5e-3)


def test_keytel_for_other_sexes_is_the_mean():
    male = keytel_kcal_per_min(150.0, 75.0, 35.0, Sex.MALE)
    female = keytel_kcal_per_min(150.0, 75.0, 35.0, Sex.FEMALE)

    assert keytel_kcal_per_min(150.0, 75.0, 35.0, Sex.OTHER) == pytest.approx(
        (male + female) / 2
    )


def test_keytel_begins_at_forty_percent_of_the_reserve():
    assert keytel_lowest_heart_rate_bpm(60.0, 187.0) == pytest.approx(110.8)


def test_eight_mets_for_half_an_hour():
    assert met_kcal(8.0, 70.0, 30.0) == pytest.approx(280.0)


def test_activity_is_net_of_what_rest_costs_in_the_same_interval():
    assert net_kcal(280.0, 1440.0, 30.0) == pytest.approx(250.0)


def test_the_five_activity_factors():
    assert list(ACTIVITY_FACTOR.values()) == [1.2, 1.375, 1.55, 1.725, 1.9]


def test_age_counts_completed_years():
    assert age_years(date(1990, 6, 15), date(2026, 6, 14)) == 35
    assert age_years(date(1990, 6, 15), date(2026, 6, 15)) == 36
    assert age_years(date(2000, 2, 29), date(2026, 2, 28)) == 25
    assert age_years(date(2000, 2, 29), date(2026, 3, 1)) == 26
