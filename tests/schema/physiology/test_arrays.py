import math

import numpy as np
import pytest

from schema.physiology.energy import MIFFLIN_ST_JEOR, keytel_kcal_per_min, resting_kcal_per_day
from schema.physiology.heart_rate import reserve_fraction
from schema.physiology.sex import Sex
from schema.physiology.training_load import FITNESS_DAYS, banister_trimp, load_weight

HEART_RATE_BPM = np.array([110.0, 145.0, 180.0])


@pytest.mark.parametrize("sex", list(Sex))
def test_an_array_gets_what_each_of_its_numbers_gets(sex):
    def impulse(heart_rate_bpm, exp) -> float:
        return banister_trimp(60.0, reserve_fraction(heart_rate_bpm, 60.0, 187.0), sex, exp=exp)

    assert impulse(HEART_RATE_BPM, np.exp) == pytest.approx(
        [impulse(bpm, math.exp) for bpm in HEART_RATE_BPM.tolist()], rel=1e-12
    )
    assert keytel_kcal_per_min(HEART_RATE_BPM, 75.0, 35.0, sex) == pytest.approx(
        [keytel_kcal_per_min(bpm, 75.0, 35.0, sex) for bpm in HEART_RATE_BPM.tolist()]
    )


def test_a_crowd_rests_as_each_of_its_people():
    weights_kg = np.array([55.0, 80.0, 120.0])
    coefficients = MIFFLIN_ST_JEOR[Sex.OTHER]

    assert resting_kcal_per_day(weights_kg, 175.0, 40.0, coefficients) == pytest.approx(
        [resting_kcal_per_day(kg, 175.0, 40.0, coefficients) for kg in weights_kg.tolist()]
    )


def test_all_days_ever_weigh_one_together():
    days_ago = np.arange(5000.0)

    assert load_weight(days_ago, FITNESS_DAYS, exp=np.exp).sum() == pytest.approx(1.0)
