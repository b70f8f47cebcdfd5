import pytest

from spark_streaming.gold.levels import level_sums, level_values
from spark_streaming.gold.movement import movement_sums, movement_values
from tests.spark_streaming.gold.moments import moments, said, summed

pytestmark = pytest.mark.spark

PEOPLE = {
    "walker": [{"steps": 60, "distance": 100}, {"steps": 40, "distance": 200}, {"floors": 2}],
    "drinker": [{"hydration": 250_001}, {"hydration": 100_002}],
    "sleeper": [{"hrv_rmssd": 40.0, "spo2": 95.0}, {"hrv_rmssd": 44.0}],
    "runner": [
        {"heart_rate_bpm": 150.0, "highest_bpm": 171.0},
        {"heart_rate_bpm": 160.0, "highest_bpm": 162.0},
    ],
    "weigher": [{"body_weight": 80.0}, {}, {"body_weight": 79.5}, {}],
    "still": [{"steps": 0}],
}


@pytest.fixture(scope="module")
def days(spark):
    sums = {**movement_sums(), **level_sums()}
    return said(summed(moments(spark, PEOPLE), sums), (*movement_values(), *level_values()))


def values(day):
    return {metric: value for metric, (value, _) in day.items()}


def test_what_adds_up_is_summed_in_whole_small_units(days):
    assert values(days["walker"]) == {"steps": 100.0, "distance": 0.3, "floors": 2.0}
    assert values(days["drinker"]) == {"hydration": 350.003}


def test_not_a_step_is_not_nothing_recorded(days):
    assert values(days["still"]) == {"steps": 0.0}


def test_a_level_is_the_mean_of_its_minutes(days):
    assert values(days["sleeper"]) == {"hrv_rmssd": 42.0, "spo2": 95.0}


def test_a_heart_rate_has_its_mean_and_its_highest_reading(days):
    assert values(days["runner"]) == {"mean_heart_rate": 155.0, "maximum_heart_rate": 171.0}


def test_a_weight_is_the_days_last(days):
    assert values(days["weigher"]) == {"body_weight": 79.5}
