from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph_api.loaders import PersonsDay, stretches
from graph_api.metrics import Metric
from graph_api.training.quantities import QUANTITIES
from graph_api.training.types import Day
from schema.events import EVENT_TYPES, Aggregation
from schema.metrics import DAY_METRICS
from schema.ports.lake import DayValue, StoredRecord

MONDAY = date(2026, 11, 23)


def of(value, **detail: Any):
    return DayValue(value, detail)


@pytest.fixture(autouse=True)
def noon_in_rome(clock):
    clock.put_at = datetime(2026, 11, 23, 11, tzinfo=UTC)


async def test_nothing_recorded_is_null_and_never_zero(luca):
    day = (
        await luca.data(
            "{ me { day { steps zoneMinutes sleep { minutes } adherence { workouts }"
            " trainingLoad { ctl } readiness { value } weightKg } } }"
        )
    )["me"]["day"]

    assert set(day.values()) == {None}


async def test_without_a_date_it_is_today_where_the_person_lives(luca, clock):
    clock.put_at = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    assert (await luca.data("{ me { day { date } } }"))["me"]["day"]["date"] == "2026-11-24"


async def test_a_week_of_days_is_one_read(luca, lake):
    week = " ".join(
        f'd{n}: day(date: "{MONDAY + timedelta(n)}") {{ date steps }}' for n in range(7)
    )
    lake.put_day(luca.user_id, MONDAY + timedelta(3), steps=of(4321.0))

    me = (await luca.data(f"{{ me {{ {week} }} }}"))["me"]

    assert me["d3"] == {"date": "2026-11-26", "steps": 4321}
    assert lake.reads == [(luca.user_id, MONDAY, MONDAY + timedelta(6), None)]


async def test_what_one_question_reads_is_of_one_moment(luca, lake):
    eaten = datetime(2026, 11, 23, 12, tzinfo=UTC)
    meal = StoredRecord("manual", "meal", "m", eaten, eaten, None, {"items": []}, None)

    def a_meal_comes_in():
        lake.put_day(luca.user_id, MONDAY, energy_in=of(500.0))
        lake.stored[luca.user_id] = [meal]

    lake.after_read = a_meal_comes_in
    query = "{ me { day { energyInKcal } meals { edges { node { id } } } } }"

    before, after = [(await luca.data(query))["me"] for _ in range(2)]

    assert before == {"day": {"energyInKcal": None}, "meals": {"edges": []}}
    assert after["day"] == {"energyInKcal": 500.0}
    assert len(after["meals"]["edges"]) == 1


def test_days_far_apart_are_not_read_in_one_stretch():
    near, far = PersonsDay("a", MONDAY), PersonsDay("a", MONDAY + timedelta(400))
    other = PersonsDay("b", MONDAY)

    assert stretches([far, other, near]) == [[near], [far], [other]]


async def test_a_day_can_be_seen_as_it_was_known_then(luca, lake):
    await luca.data(
        '{ me { day(date: "2026-11-23", asOf: "2026-11-24T08:00:00Z") { steps } } }'
    )

    assert lake.reads[-1][3] == datetime(2026, 11, 24, 8, tzinfo=UTC)


async def test_a_zone_not_reached_is_zero_where_another_was(luca, lake):
    lake.put_day(luca.user_id, MONDAY, zone_2_minutes=of(31.0))

    day = (await luca.data("{ me { day { zoneMinutes } } }"))["me"]["day"]

    assert day["zoneMinutes"] == [0.0, 31.0, 0.0, 0.0, 0.0]


async def test_a_score_without_a_value_says_what_it_waits_for(luca, lake):
    lake.put_day(
        luca.user_id,
        MONDAY,
        readiness=of(None, confidence="NONE", missing=["need_baseline: have 3, need 4"]),
    )

    query = "{ me { day { readiness { value confidence missing drivers { name } } } } }"
    readiness = (await luca.data(query))["me"]["day"]["readiness"]

    assert readiness == {
        "value": None,
        "confidence": "NONE",
        "missing": ["need_baseline: have 3, need 4"],
        "drivers": [],
    }


async def test_a_night_shows_its_stages_and_its_score(luca, lake):
    stages = [{"stage": "deep", "start": "2026-11-22T22:00:00Z", "minutes": 90}]
    night = {"start": "2026-11-22T22:00:00+00:00", "end": "2026-11-23T05:00:00+00:00"}
    driver = {"name": "duration", "value": 100.0, "contribution": 40.0}
    lake.put_day(
        luca.user_id,
        MONDAY,
        sleep_duration=of(400.0, **night, stages=stages),
        sleep_score=of(80.2, confidence="HIGH", drivers=[driver], missing=[]),
    )

    query = (
        "{ me { day { sleepMinutes sleep { start minutes stages { stage start end minutes }"
        " score { value drivers { name value contribution } } } } } }"
    )
    day = (await luca.data(query))["me"]["day"]

    assert day["sleepMinutes"] == 400.0
    assert day["sleep"]["start"] == "2026-11-22T22:00:00+00:00"
    assert day["sleep"]["stages"] == [
        {
            "stage": "DEEP",
            "start": "2026-11-22T22:00:00+00:00",
            "end": "2026-11-22T23:30:00+00:00",
            "minutes": 90.0,
        }
    ]
    assert day["sleep"]["score"] == {"value": 80.2, "drivers": [driver]}


async def test_days_come_as_columns_of_one_length(luca, lake):
    lake.put_day(luca.user_id, MONDAY, steps=of(10.0), body_weight=of(80.5))
    lake.put_day(luca.user_id, MONDAY + timedelta(2), workout_adherence=of(0.5))

    query = (
        '{ me { days(from: "2026-11-23", to: "2026-11-25")'
        " { dates steps weightKg adherence { workouts nutrition } } } }"
    )
    days = (await luca.data(query))["me"]["days"]

    assert days == {
        "dates": ["2026-11-23", "2026-11-24", "2026-11-25"],
        "steps": [10, None, None],
        "weightKg": [80.5, None, None],
        "adherence": [None, None, {"workouts": 0.5, "nutrition": None}],
    }


@pytest.mark.parametrize(
    ("begin", "end"), [("2026-11-23", "2026-11-22"), ("1990-01-01", "2026-11-22")]
)
async def test_a_span_of_days_that_makes_no_sense_is_refused(luca, begin, end):
    query = f'{{ me {{ days(from: "{begin}", to: "{end}") {{ dates }} }} }}'

    assert await luca.code(query) == "INVALID_INPUT"


async def test_a_series_is_as_fine_as_its_span_allows(luca, lake):
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    lake.columns[luca.user_id, "heart_rate"] = [(noon, 61.0)]
    query = (
        "query ($to: DateTime!) { me { series(metric: HEART_RATE,"
        ' from: "2026-11-23T12:00:00Z", to: $to) { unit times values minimum } } }'
    )

    series = (await luca.data(query, to="2026-11-23T12:30:00Z"))["me"]["series"]
    await luca.data(query, to="2026-11-24T12:30:00Z")
    await luca.data(query, to="2027-11-24T12:30:00Z")

    assert series["times"] == ["2026-11-23T12:00:00+00:00"]
    assert series["values"] == [61.0]
    assert [read[2] for read in lake.reads] == ["RAW", "MINUTE", "DAY"]


def test_days_and_columns_show_the_same_quantities():
    assert {each.name for each in fields(Day)} == {"date", *QUANTITIES}


def test_every_number_that_is_measured_or_derived_can_be_followed():
    measured = {
        kind.name
        for kind in EVENT_TYPES.values()
        if kind.aggregation not in {Aggregation.STAGE, Aggregation.RECORD}
    }

    assert {metric.value for metric in Metric} == measured | set(DAY_METRICS)
    assert all(metric.name == metric.value.upper() for metric in Metric)
