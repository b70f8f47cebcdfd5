import json
from random import Random

import pytest

from schema.apportionment import largest_remainder
from spark_streaming.gold.moments import moments
from spark_streaming.gold.workouts import (
    SESSION_MET,
    workout_minutes,
    workout_sums,
    workout_values,
)
from tests.spark_streaming.frames import frame
from tests.spark_streaming.gold.moments import TODAY, said, summed
from tests.spark_streaming.messages import HAND, WATCH, at

pytestmark = pytest.mark.spark

EIGHT_MS = at("2026-11-02 08:00")
MIN = 60_000
SESSIONS = {
    "user_id": "STRING",
    "source_id": "STRING",
    "record_id": "STRING",
    "start_ms": "BIGINT",
    "end_ms": "BIGINT",
    "record": "STRING",
}
RANKS = {"user_id": "STRING", "source_id": "STRING", "metric": "STRING", "rank": "BIGINT"}
MINUTES = {
    "user_id": "STRING",
    "date": "DATE",
    "local_minute": "INT",
    "minute_at": "TIMESTAMP",
    "metric": "STRING",
    "total": "BIGINT",
    "mean": "DOUBLE",
    "maximum": "DOUBLE",
    "covered_ms": "BIGINT",
    "category": "STRING",
}


def session(activity, begin_min=0.0, minutes=30.0, source_id=WATCH, **record):
    begin_ms = EIGHT_MS + round(begin_min * MIN)
    return {
        "source_id": source_id,
        "record_id": f"{activity} {begin_min}",
        "start_ms": begin_ms,
        "end_ms": begin_ms + round(minutes * MIN),
        "record": json.dumps({"activity": activity, **record}),
    }


def random_session(random):
    return session(
        "running", random.random(), random.uniform(0.1, 40), energy_kcal=random.random()
    )


RANDOM = {f"random {seed}": [random_session(Random(seed))] for seed in range(15)}  # noqa: S311
DONE = {
    "a run": [session("running", energy_kcal=300.0)],
    "by watch and by hand": [
        session("running", energy_kcal=300.0),
        session("running", source_id=HAND, energy_kcal=500.0),
    ],
    "by hand for longer": [
        session("running"),
        session("cycling", 20, 30, HAND),
    ],
    "twice in one source": [session("running", 0, 30), session("strength", 10, 30)],
    "lifting, then stretching": [session("strength", 0, 30), session("mobility", 30, 10)],
    "something else": [session("quidditch", 0, 10)],
    "half a minute": [session("running", 0.25, 0.5, energy_kcal=5.0)],
    "no time at all": [session("running", 0, 0)],
    **RANDOM,
}


@pytest.fixture(scope="module")
def rows(spark):
    sessions = [{"user_id": user, **one} for user, done in DONE.items() for one in done]
    ranks = [
        {"user_id": user, "source_id": source, "metric": metric, "rank": rank}
        for user in DONE
        for metric, order in (("workout", (WATCH, HAND)), ("sleep", (HAND, WATCH)))
        for rank, source in enumerate(order)
    ]
    told = workout_minutes(frame(spark, SESSIONS, sessions), frame(spark, RANKS, ranks))
    return [row.asDict() for row in told.orderBy("minute_at").collect()]


@pytest.fixture(scope="module")
def days(spark, rows):
    """What a day of each person's sessions says."""
    trained = frame(spark, MINUTES, [{"date": TODAY, "local_minute": 0, **row} for row in rows])
    beside = moments(trained.limit(0), trained)
    return said(summed(beside, workout_sums()), workout_values())


def of(rows, user):
    return [row for row in rows if row["user_id"] == user]


def test_a_session_is_its_minutes_with_their_share_of_its_energy(rows):
    minutes = of(rows, "a run")

    assert [row["total"] for row in minutes] == [10_000] * 30
    assert {row["mean"] for row in minutes} == {SESSION_MET["running"]}


@pytest.mark.parametrize("user", RANDOM)
def test_its_energy_is_cut_at_minutes_by_largest_remainder(rows, user):
    (done,) = DONE[user]
    amount = round(json.loads(done["record"])["energy_kcal"] * 1000)
    minutes = of(rows, user)

    lengths_ms = [row["covered_ms"] for row in minutes]

    assert sum(lengths_ms) == done["end_ms"] - done["start_ms"]
    assert [row["total"] for row in minutes] == largest_remainder(amount, lengths_ms)


def test_a_session_logged_by_watch_and_by_hand_counts_once(rows, days):
    assert sum(row["total"] for row in of(rows, "by watch and by hand")) == 300_000
    assert days["by watch and by hand"] == days["a run"]


def test_where_the_watch_stopped_the_hand_goes_on(days):
    load = days["by hand for longer"]["workout_load"]

    assert days["by hand for longer"]["workout_minutes"] == (50.0, None)
    assert load[0] == pytest.approx(30 * SESSION_MET["running"] + 20 * SESSION_MET["cycling"])


def test_no_minute_is_of_two_sessions(days):
    assert days["twice in one source"]["workout_minutes"] == (40.0, None)


def test_load_is_minutes_times_intensity_by_kind(days):
    load, detail = days["lifting, then stretching"]["workout_load"]

    assert load == pytest.approx(30 * 5.0 + 10 * 2.5)
    assert detail == {"load_by_kind": {"strength": 150.0, "mobility": 25.0}}
    assert days["a run"]["workout_load"][1] == {"load_by_kind": {"cardio": 240.0}}


def test_an_activity_that_is_not_in_the_compendium_is_a_moderate_effort(days):
    assert days["something else"]["workout_load"][0] == pytest.approx(50.0)


def test_part_of_a_minute_is_part_of_a_minute(rows, days):
    (minute,) = of(rows, "half a minute")

    assert (minute["covered_ms"], minute["total"]) == (30_000, 5_000)
    assert days["half a minute"]["workout_minutes"] == (0.5, None)


def test_a_session_of_no_time_is_none(rows):
    assert of(rows, "no time at all") == []
