import json

import pytest

from schema.physiology.energy import keytel_kcal_per_min, met_kcal
from schema.physiology.sex import Sex
from spark_streaming.gold.energy import energy_sums, energy_values, with_ledger
from spark_streaming.gold.values import DAY
from tests.spark_streaming.frames import frame
from tests.spark_streaming.gold.moments import TODAY, moments, said

pytestmark = pytest.mark.spark

MINUTE_MS = 60_000
MAN = {"sex": "MALE", "age_years": 35, "weight_kg": 75.0, "resting_cal": 1_673_750}
WOMAN = {"sex": "FEMALE", "age_years": 30, "weight_kg": 60.0, "resting_cal": 1_320_250}
OTHER = {"sex": None, "age_years": 30, "weight_kg": 60.0, "resting_cal": 1_400_000}
STRANGER = {"missing": '["weight"]'}
SESSION = {"workout_cal": 9_000, "workout_covered_ms": MINUTE_MS}
HARD = {"heart_rate_bpm": 150.0}

CASES = {
    "reported": MAN | {"active_cal": 4_200, "total_cal": 9_999, **SESSION, **HARD, "steps": 90},
    "reported gross": MAN | {"total_cal": 5_000, "total_covered_ms": MINUTE_MS, **SESSION},
    "half a minute, gross": MAN | {"total_cal": 5_000, "total_covered_ms": MINUTE_MS // 2},
    "less than rest": MAN | {"total_cal": 900, "total_covered_ms": MINUTE_MS},
    "a session": MAN | SESSION | HARD,
    "a session that does not tell": MAN | {"workout_covered_ms": MINUTE_MS} | HARD,
    "a man at 150": MAN | HARD,
    "a woman at 140": WOMAN | {"heart_rate_bpm": 140.0},
    "somebody at 140": OTHER | {"heart_rate_bpm": 140.0},
    "just below effort": MAN | {"heart_rate_bpm": 109.3},
    "just at effort": MAN | {"heart_rate_bpm": 109.5},
    "an athlete at 109.3": MAN | {"heart_rate_bpm": 109.3, "day_resting_bpm": 40.0},
    "strolling": MAN | {"steps": 50},
    "walking": MAN | {"steps": 100, "heart_rate_bpm": 90.0},
    "marching": MAN | {"steps": 130},
    "sitting": MAN | {"steps": 0, "heart_rate_bpm": 60.0},
    "only seen": MAN | {"spo2": 97.0},
    "a stranger reporting": STRANGER | {"active_cal": 4_200},
    "a stranger walking": STRANGER | {"steps": 100} | HARD,
}
FULL_DAY = [MAN | {"total_cal": 10_000, "total_covered_ms": MINUTE_MS} for _ in range(1440)]


@pytest.fixture(scope="module")
def ledger(spark):
    """What each case's one minute cost beyond rest, and by which way; and a whole day of it."""
    people = {case: [moment] for case, moment in CASES.items()} | {"all day": FULL_DAY}
    told = with_ledger(moments(spark, people)).groupBy(*DAY)
    from pyspark.sql import functions as F

    rows = told.agg(F.max("way").alias("way"), F.sum("cal").alias("cal")).collect()
    return {row["user_id"]: (row["way"], row["cal"]) for row in rows}


def net_cal(gross_kcal, body):
    return round(gross_kcal * 1000 - body["resting_cal"] / 1440)


@pytest.mark.parametrize(
    ("case", "way", "cal"),
    [
        ("reported", "active_energy", 4_200),
        ("reported gross", "total_energy", 5_000 - 1_163),
        ("half a minute, gross", "total_energy", 5_000 - 581),
        ("less than rest", "total_energy", 0),
        ("a session", "workout", 9_000 - 1_163),
        ("a session that does not tell", "heart_rate", net_cal(14.7007, MAN)),
        ("a man at 150", "heart_rate", net_cal(14.7007, MAN)),
        ("a woman at 140", "heart_rate", net_cal(8.8068, WOMAN)),
        ("just below effort", None, 0),
        ("strolling", "steps", net_cal(met_kcal(2.0, 75.0, 1.0), MAN)),
        ("walking", "steps", net_cal(met_kcal(3.0, 75.0, 1.0), MAN)),
        ("marching", "steps", net_cal(met_kcal(6.0, 75.0, 1.0), MAN)),
        ("sitting", None, 0),
        ("only seen", None, None),
        ("a stranger reporting", "active_energy", 4_200),
        ("a stranger walking", None, None),
    ],
)
def test_a_minute_belongs_to_the_first_way_that_knows_what_it_cost(ledger, case, way, cal):
    assert ledger[case] == (way, pytest.approx(cal, abs=1) if cal else cal)


def test_effort_begins_at_forty_percent_of_a_persons_own_reserve(ledger):
    assert ledger["just at effort"][0] == "heart_rate"
    assert ledger["an athlete at 109.3"][0] == "heart_rate"


def test_who_gave_no_sex_spends_the_mean_of_the_two(ledger):
    by_sex = [keytel_kcal_per_min(140.0, 60.0, 30.0, sex) for sex in (Sex.MALE, Sex.FEMALE)]

    assert ledger["somebody at 140"] == ("heart_rate", net_cal(sum(by_sex) / 2, OTHER))


def test_the_rest_of_a_days_minutes_adds_up_to_the_days_rest_exactly(ledger):
    assert ledger["all day"] == ("total_energy", 1440 * 10_000 - MAN["resting_cal"])


DAYS = {
    "known": {"resting_cal": 1_700_000, "cals": (300_000, 200_000), "energy_in": 2_500_000},
    "at rest": {"resting_cal": 1_700_000, "cals": (0,)},
    "only eaten": {"resting_cal": 1_700_000, "energy_in": 500_000, "cals": (None,)},
    "of a stranger": {"missing": '["weight", "sex"]', "cals": (300_000,)},
    "nothing recorded": {"resting_cal": 1_700_000, "is_recorded": False, "cals": (None,)},
}
LEDGER = {
    "user_id": "STRING",
    "date": "DATE",
    "way": "STRING",
    "cal": "BIGINT",
    "resting_cal": "BIGINT",
    "energy_in": "BIGINT",
    "missing": "STRING",
    "is_recorded": "BOOLEAN",
}


@pytest.fixture(scope="module")
def days(spark):
    from tests.spark_streaming.gold.moments import summed

    ways = ("heart_rate", "steps")
    rows = [
        {"user_id": name, "date": TODAY, "is_recorded": True, "way": way, "cal": cal, **day}
        for name, day in DAYS.items()
        for way, cal in zip(ways, day["cals"], strict=False)
    ]
    known = ("resting_cal", "energy_in", "missing", "is_recorded")
    return said(summed(frame(spark, LEDGER, rows), energy_sums(), *known), energy_values())


def values(day):
    return {metric: value for metric, (value, _) in day.items()}


def test_a_day_is_its_rest_and_its_ledger_beside_what_was_eaten(days):
    assert values(days["known"]) == {
        "resting_energy": 1700.0,
        "active_energy": 500.0,
        "energy_out": 2200.0,
        "energy_balance": 300.0,
    }
    assert days["known"]["active_energy"][1] == {"heart_rate_kcal": 300.0, "steps_kcal": 200.0}


def test_a_day_known_to_be_at_rest_spent_nothing_beyond_it(days):
    assert values(days["at rest"]) == {
        "resting_energy": 1700.0,
        "active_energy": 0.0,
        "energy_out": 1700.0,
    }


def test_a_day_of_which_only_meals_are_known_has_no_activity_and_no_balance(days):
    assert values(days["only eaten"]) == {"resting_energy": 1700.0}


def test_without_a_body_there_is_activity_but_no_rest_and_it_says_what_is_missing(days):
    assert values(days["of a stranger"]) == {"resting_energy": None, "active_energy": 300.0}
    assert days["of a stranger"]["resting_energy"][1] == {
        "missing": json.loads(DAYS["of a stranger"]["missing"])
    }


def test_a_day_nothing_was_recorded_of_says_nothing(days):
    assert days["nothing recorded"] == {}
