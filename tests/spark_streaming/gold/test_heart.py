from random import Random

import pytest

from schema.physiology.heart_rate import karvonen_zone
from schema.physiology.resting_heart_rate import resting_heart_rate
from spark_streaming.gold.heart import heart_sums, heart_values, with_resting_heart_rate
from tests.spark_streaming.gold.moments import moments, said, summed

pytestmark = pytest.mark.spark

MAN, WOMAN = {"sex": "MALE", "age_years": 30}, {"sex": "FEMALE", "age_years": 30}
FLOORS_BPM = (123.5, 136.2, 148.9, 161.6, 174.3)
"""Of Karvonen's zones at 60 of 187."""


def beating(*rates_bpm, **more):
    return [MAN | {"heart_rate_bpm": bpm} | more if bpm else None for bpm in rates_bpm]


def random_day(random):
    """A night with gaps and some waking, then a morning with steps here and there."""
    night = [
        MAN
        | {
            "heart_rate_bpm": random.choice([None] + [random.uniform(45, 60)] * 150),
            "is_asleep": random.choice([None] + [True] * 80),
        }
        for _ in range(random.choice([20, 60, 200]))
    ]
    morning = [
        MAN
        | {
            "heart_rate_bpm": random.uniform(55, 100),
            "steps": random.choice([None, 0, 0, 12]),
        }
        for _ in range(random.choice([30, 320, 400]))
    ]
    return night + morning


RANDOM_DAYS = {f"random {seed}": random_day(Random(seed)) for seed in range(8)}  # noqa: S311

PEOPLE = {
    "man": beating(*[145.0] * 60),
    "woman": [WOMAN | {"heart_rate_bpm": 145.0}] * 60,
    "somebody": [{"age_years": 30, "heart_rate_bpm": 145.0}] * 60,
    "of unknown age": [{"heart_rate_bpm": 145.0}] * 60,
    "at rest": beating(*[70.0] * 60),
    "beyond their maximum": beating(200.0),
    "at the maximum": beating(187.0),
    "of a stuck sensor": beating(*[187.0] * 240),
    "in all zones": beating(123.0, *(floor + 0.1 for floor in FLOORS_BPM), 250.0),
    "told by a device": [
        *beating(70.0),
        MAN | {"resting_heart_rate": 51.0},
        MAN | {"resting_heart_rate": 50.0},
    ],
    "asleep for 29 minutes": beating(*[50.0] * 29, is_asleep=True),
    "asleep for 30 minutes": beating(*[50.0] * 15, *[52.0] * 15, is_asleep=True),
    "asleep with a gap": beating(*[50.0] * 15, None, *[52.0] * 15, is_asleep=True),
    "awake for four hours": beating(*(60.0 + place / 10 for place in range(240))),
    "awake for less": beating(*(60.0 + place / 10 for place in range(239))),
    "walking for four hours": beating(*[90.0] * 240, steps=100),
    "without a heart rate": [MAN | {"steps": 10}],
    **RANDOM_DAYS,
}


@pytest.fixture(scope="module")
def days(spark):
    found = with_resting_heart_rate(moments(spark, PEOPLE).drop("day_resting_bpm"))
    return said(summed(found, heart_sums(), "age_years"), heart_values())


def resting(day):
    value, detail = day.get("resting_heart_rate", (None, None))
    return value, detail and detail["method"]


def zones(day):
    return [day[f"zone_{number}_minutes"][0] for number in range(1, 6)]


def test_an_hour_at_145_is_banisters_impulse_by_sex(days):
    assert days["man"]["trimp"][0] == pytest.approx(92.90, abs=5e-3)
    assert days["woman"]["trimp"][0] == pytest.approx(105.60, abs=5e-3)
    assert days["somebody"]["trimp"][0] == pytest.approx((92.90 + 105.60) / 2, abs=5e-3)


def test_an_hour_at_rest_is_no_training(days):
    assert days["at rest"]["trimp"][0] == 0.0
    assert zones(days["at rest"]) == [0.0] * 5


def test_no_minute_is_harder_than_the_maximum(days):
    assert days["beyond their maximum"]["trimp"] == days["at the maximum"]["trimp"]


def test_who_rests_at_the_maximum_has_no_reserve_and_no_impulse(days):
    day = days["of a stuck sensor"]

    assert resting(day) == (187.0, "LOW_AT_REST")
    assert "trimp" not in day


def test_minutes_are_in_karvonens_zones(days):
    assert zones(days["in all zones"]) == [1.0, 1.0, 1.0, 1.0, 2.0]


def test_it_says_when_a_usual_resting_heart_rate_stood_in(days):
    assert days["man"]["trimp"][1] == {"usual_resting_bpm": 60.0}
    assert days["asleep for 30 minutes"]["trimp"][1] is None


def test_without_an_age_there_is_no_impulse_and_no_zone(days):
    day = days["of unknown age"]

    assert (day["trimp"][0], zones(day)) == (None, [None] * 5)
    assert day["trimp"][1]["missing"] == ["age"]


def test_without_a_heart_rate_nothing_is_said(days):
    assert days["without a heart rate"] == {}


@pytest.mark.parametrize(
    ("person", "bpm", "method"),
    [
        ("told by a device", 50.0, "DEVICE"),
        ("asleep for 29 minutes", None, None),
        ("asleep for 30 minutes", 51.0, "LOWEST_ASLEEP"),
        ("asleep with a gap", None, None),
        ("awake for four hours", 60.0 + 23.9 * 0.05, "LOW_AT_REST"),
        ("awake for less", None, None),
        ("walking for four hours", None, None),
    ],
)
def test_a_resting_heart_rate_is_found_in_the_best_way_that_the_day_allows(
    days, person, bpm, method
):
    found_bpm, found_method = resting(days[person])

    assert found_bpm == pytest.approx(bpm)
    assert found_method == method


@pytest.mark.parametrize("name", RANDOM_DAYS)
def test_spark_finds_the_resting_heart_rate_that_plain_python_finds(days, name):
    day = RANDOM_DAYS[name]
    asleep = [one["heart_rate_bpm"] if one.get("is_asleep") else None for one in day]
    at_rest = [one["heart_rate_bpm"] for one in day if not one.get("steps")]
    expected = resting_heart_rate(None, asleep, [bpm for bpm in at_rest if bpm is not None])

    found_bpm, method = resting(days[name])

    assert found_bpm == (expected.value_bpm and pytest.approx(expected.value_bpm, rel=1e-12))
    assert method == expected.method


@pytest.mark.parametrize("name", RANDOM_DAYS)
def test_spark_counts_the_zones_that_plain_python_counts(days, name):
    rates_bpm = [one["heart_rate_bpm"] for one in RANDOM_DAYS[name] if one["heart_rate_bpm"]]
    resting_bpm = resting(days[name])[0] or 60.0
    found = [karvonen_zone(bpm, resting_bpm, 187.0) for bpm in rates_bpm]

    assert zones(days[name]) == [found.count(number) for number in range(1, 6)]
