import json
from datetime import date

import pytest

from schema.facts import FactKind
from schema.physiology.sex import Sex
from schema.tables import DAY as DAY_TABLE
from schema.tables import MINUTE
from spark_streaming.bodies import Body
from spark_streaming.gold.day import DayInput, changed, days, metrics_of
from spark_streaming.people import KnownFact, People
from spark_streaming.tables import SmallTables
from tests.spark_streaming.frames import frame, instant
from tests.spark_streaming.messages import at

pytestmark = pytest.mark.spark

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
LOCAL_MINUTES = {**MINUTE.columns, "date": "DATE", "local_minute": "INT"}
RECORDS = {
    "user_id": "STRING",
    "source_id": "STRING",
    "type": "STRING",
    "record_id": "STRING",
    "start_at": "TIMESTAMP",
    "end_at": "TIMESTAMP",
    "start_ms": "BIGINT",
    "end_ms": "BIGINT",
    "record": "STRING",
}


def minute(clock, metric, **said):
    """A minute of Monday, by the clock in Berlin."""
    hour, past = map(int, clock.split(":"))
    return {
        "date": MONDAY,
        "local_minute": hour * 60 + past,
        "minute_at": instant(at(f"2026-11-02 {hour - 1:02}:{past:02}")),
        "metric": metric,
        "source_id": "watch",
        "covered_ms": 60_000,
        "count": 1,
        **said,
    }


def record(kind, begin, end, **fields):
    return {
        "source_id": "watch",
        "type": kind,
        "record_id": begin,
        "start_at": instant(at(begin)),
        "end_at": instant(at(end)),
        "start_ms": at(begin),
        "end_ms": at(end),
        "record": json.dumps(fields),
    }


def lives_in_berlin(user_id):
    return KnownFact(user_id, FactKind.TIME_ZONE, "", 0, 0, 0, {"zone": "Europe/Berlin"})


RUN = {"activity": "running", "energy_kcal": 600.0}
MINUTES = {
    "walker": [minute("08:00", "steps", total=100), minute("08:01", "steps", total=100)],
    "runner": [minute("08:00", "active_energy", total=12_000)],
}
RECORDED = {
    "eater": [
        record("meal", "2026-11-02 23:30", "2026-11-02 23:30", items=[{"energy_kcal": 500.0}])
    ],
    "sleeper": [record("sleep", "2026-11-02 22:00", "2026-11-03 06:00", asleep_minutes=420)],
    "early sleeper": [
        record("sleep", "2026-11-02 15:00", "2026-11-02 23:00", asleep_minutes=420)
    ],
    "runner": [record("workout", "2026-11-02 07:00", "2026-11-02 08:00", **RUN)],
    "night runner": [record("workout", "2026-11-02 22:30", "2026-11-02 23:30", **RUN)],
    "diarist": [record("check_in", "2026-11-02 12:00", "2026-11-02 12:00", mood=4)],
}
USERS = sorted({*MINUTES, *RECORDED, "nobody"})


@pytest.fixture(scope="module")
def two_days(spark):
    """Two days of a few people in Berlin."""
    small = SmallTables(spark)
    minutes = [{"user_id": user, **row} for user, rows in MINUTES.items() for row in rows]
    records = [{"user_id": user, **row} for user, rows in RECORDED.items() for row in rows]
    known = [
        Body(user, date.min, date.max, date(1996, 6, 1), Sex.MALE, 180.0, 80.0).on(day)
        for user in USERS
        for day in (MONDAY, TUESDAY)
    ]
    return DayInput(
        minutes=frame(spark, LOCAL_MINUTES, minutes),
        records=frame(spark, RECORDS, records),
        zones=small.zones(People([lives_in_berlin(user) for user in USERS])),
        ranks=small.ranks([]),
        bodies=small.bodies(known),
    )


@pytest.fixture(scope="module")
def told(two_days):
    """What they say, metric by metric."""
    found = days(two_days, lambda frame: frame)
    values = {(user, day): {} for user in USERS for day in (MONDAY, TUESDAY)}
    for row in found.collect():
        values[row["user_id"], row["date"]][row["metric"]] = row["value"]
    return values


def test_a_day_of_minutes_is_summed_without_sorting_them(two_days, capsys):
    """A text or a pair among the sums would make Spark sort: a fifth of a long history."""
    held = []
    days(two_days, lambda frame: held.append(frame) or frame)
    held[0].explain()
    by_minute = capsys.readouterr().out
    assert "HashAggregate" in by_minute
    assert "SortAggregate" not in by_minute


def test_a_day_has_only_what_was_recorded_and_what_follows_from_it(told):
    steps_kcal = 2 * (3.0 * 80.0 / 60.0 - 1780.0 / 1440.0)

    assert told["walker", MONDAY] == {
        "steps": 200.0,
        "resting_energy": 1780.0,
        "active_energy": pytest.approx(steps_kcal, abs=1e-3),
        "energy_out": pytest.approx(1780.0 + steps_kcal, abs=1e-3),
    }
    assert told["walker", TUESDAY] == {}
    assert told["nobody", MONDAY] == {}


def test_a_meal_is_of_the_day_it_was_eaten_on(told):
    assert told["eater", MONDAY] == {}
    assert told["eater", TUESDAY]["energy_in"] == 500.0
    assert "energy_balance" not in told["eater", TUESDAY]


def test_a_sleep_is_of_the_day_of_its_waking(told):
    assert "sleep_duration" not in told["sleeper", MONDAY]
    assert told["sleeper", TUESDAY]["sleep_duration"] == 420.0


def test_a_sleep_until_midnight_ends_on_the_day_before(told):
    assert told["early sleeper", MONDAY]["sleep_duration"] == 420.0
    assert told["early sleeper", TUESDAY] == {}


def test_a_session_over_midnight_is_in_both_days_with_its_minutes(told):
    minutes = [told["night runner", day]["workout_minutes"] for day in (MONDAY, TUESDAY)]

    assert minutes == [30.0, 30.0]


def test_each_kilocalorie_of_a_session_counts_once(told):
    rest = 60 * 1780.0 / 1440.0
    without_a_minute = 600.0 - 10.0 - (rest - 1780.0 / 1440.0)

    assert told["runner", MONDAY]["active_energy"] == pytest.approx(
        12.0 + without_a_minute, abs=0.1
    )


def test_a_day_of_a_check_in_alone_is_recorded(told):
    assert told["diarist", MONDAY] == {"resting_energy": 1780.0}


def test_each_value_is_a_metric_of_the_quick_stream(told):
    assert {metric for values in told.values() for metric in values} <= {*metrics_of("quick")}


STORED = [
    ("steps", 100.0, None),
    ("fat", 20.0, None),
    ("trimp", 3e5, None),
    ("spo2", 97.0, "{}"),
]


@pytest.fixture(scope="module")
def differences(spark):
    """What is another than stored, of values that are told anew."""

    def versions(rows, user_id="anna", batch=0):
        whole = {"user_id": user_id, "date": MONDAY, "batch": batch}
        names = ("metric", "value", "detail")
        return [whole | dict(zip(names, row, strict=True)) for row in rows]

    stored = [
        *versions([("steps", 1.0, None), ("fat", 1.0, None)], batch=-1),
        *versions(STORED),
        *versions(STORED, user_id="not wanted"),
        *versions([("floors", None, None)]),
    ]
    told = [("steps", 101.0, None), ("fat", 20.0, None), ("trimp", 3e5 + 1e-5, None)]
    wanted = SmallTables(spark).days([("anna", MONDAY)])
    found = changed(
        frame(spark, DAY_TABLE.columns, versions([*told, ("protein", 5.0, None)])).drop(
            "batch"
        ),
        frame(spark, DAY_TABLE.columns, stored),
        wanted,
    )
    return {(row["user_id"], row["metric"]): row["value"] for row in found.collect()}


def test_only_what_is_another_than_it_was_gets_a_version(differences):
    assert differences == {
        ("anna", "steps"): 101.0,
        ("anna", "protein"): 5.0,
        ("anna", "spo2"): None,
    }
