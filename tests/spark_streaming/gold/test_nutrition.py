import json
from random import Random

import pytest

from spark_streaming.gold.nutrition import nutrition_sums, nutrition_values, with_nutrients
from tests.spark_streaming.frames import frame
from tests.spark_streaming.gold.moments import TODAY, said, summed

pytestmark = pytest.mark.spark

RECORDS = {"user_id": "STRING", "date": "DATE", "type": "STRING", "record": "STRING"}

TENTHS_KCAL = [Random(1).randrange(10**6) / 1000 for _ in range(40)]  # noqa: S311

MEALS = {
    "atwater": [[{"protein_g": 30.0, "carbohydrate_g": 50.0, "fat_g": 20.0}]],
    "three meals": [[{"energy_kcal": 0.1}], [{"energy_kcal": 0.1}], [{"energy_kcal": 0.1}]],
    "two items": [
        [{"energy_kcal": 200.0, "fibre_g": 3.0}, {"energy_kcal": 150.5, "food": "x"}]
    ],
    "water": [[{"energy_kcal": 0.0}]],
    "untold": [[{"food": "soup"}]],
    "one way": [[{"energy_kcal": kcal} for kcal in TENTHS_KCAL]],
    "the other": [[{"energy_kcal": kcal}] for kcal in reversed(TENTHS_KCAL)],
}


@pytest.fixture(scope="module")
def days(spark):
    rows = [
        {"user_id": user, "type": "meal", "record": json.dumps({"items": items})}
        for user, meals in MEALS.items()
        for items in meals
    ]
    rows.append({"user_id": "no meal", "type": "check_in", "record": '{"mood":4}'})
    records = frame(spark, RECORDS, [{"date": TODAY, **row} for row in rows])
    return said(summed(with_nutrients(records), nutrition_sums()), nutrition_values())


def test_nutrients_are_summed_and_what_none_tells_stays_unknown(days):
    assert days["atwater"] == {
        "energy_in": (None, {"meals": 1}),
        "protein": (30.0, None),
        "carbohydrate": (50.0, None),
        "fat": (20.0, None),
    }


def test_a_day_adds_up_exactly(days):
    assert days["three meals"] == {"energy_in": (0.3, {"meals": 3})}
    assert days["one way"]["energy_in"][0] == days["the other"]["energy_in"][0]
    assert days["one way"]["energy_in"][0] == pytest.approx(sum(TENTHS_KCAL), rel=1e-9)


def test_an_item_that_does_not_tell_leaves_the_others(days):
    assert days["two items"] == {"energy_in": (350.5, {"meals": 1}), "fibre": (3.0, None)}


def test_nothing_eaten_is_not_nothing_known(days):
    assert days["water"]["energy_in"] == (0.0, {"meals": 1})
    assert days["untold"] == {"energy_in": (None, {"meals": 1})}


def test_a_check_in_is_no_meal(days):
    assert days["no meal"] == {}
