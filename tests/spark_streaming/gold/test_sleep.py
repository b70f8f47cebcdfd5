import json
from datetime import UTC, date, datetime, timedelta

import pytest

from spark_streaming.gold.sleep import sleep
from tests.spark_streaming.frames import frame
from tests.spark_streaming.messages import HAND, WATCH

pytestmark = pytest.mark.spark

EVENING = datetime(2026, 11, 1, 22, tzinfo=UTC)
SUNDAY, MONDAY = date(2026, 11, 1), date(2026, 11, 2)
MINUTES = {
    "user_id": "STRING",
    "date": "DATE",
    "local_minute": "INT",
    "minute_at": "TIMESTAMP",
    "category": "STRING",
}
SUMMARIES = {
    "user_id": "STRING",
    "date": "DATE",
    "source_id": "STRING",
    "start_at": "TIMESTAMP",
    "end_at": "TIMESTAMP",
    "start_ms": "BIGINT",
    "end_ms": "BIGINT",
    "record": "STRING",
}
RANKS = {"user_id": "STRING", "source_id": "STRING", "metric": "STRING", "rank": "BIGINT"}

STAGED = {
    "slept": ["light"] * 60 + ["deep"] * 30 + ["awake"] * 5 + ["rem"] * 40 + ["awake"] * 10,
    "slept until midnight": ["asleep"] * 120,
    "slept past midnight": ["asleep"] * 121,
    "an hour apart": ["light"] * 100 + [None] * 60 + ["light"] * 50,
    "more than an hour apart": ["light"] * 100 + [None] * 61 + ["light"] * 50,
    "a nap before midnight": ["light"] * 50 + [None] * 100 + ["light"] * 300,
    "awake for four hours": ["light"] * 80 + ["awake"] * 240 + ["deep"] * 100,
    "awake for longer": ["light"] * 80 + ["awake"] * 241 + ["deep"] * 100,
    "only awake": ["awake"] * 30,
    "in bed first": ["in_bed"] * 20 + ["light"] * 200,
    "both": ["light"] * 200,
}


def summary(asleep_minutes, in_bed_minutes=None, hours=8, source_id=WATCH, begin=EVENING):
    end = begin + timedelta(hours=hours)
    return {
        "date": MONDAY,
        "source_id": source_id,
        "start_at": begin,
        "end_at": end,
        "start_ms": round(begin.timestamp() * 1000),
        "end_ms": round(end.timestamp() * 1000),
        "record": json.dumps(
            {"asleep_minutes": asleep_minutes, "in_bed_minutes": in_bed_minutes}
        ),
    }


SUMMED = {
    "both": [summary(400.0)],
    "summed": [summary(400.0, 450.0)],
    "summed of a day": [summary(400.0, hours=24)],
    "summed twice": [summary(400.0), summary(60.0, hours=1)],
    "by hand as well": [summary(400.0), summary(500.0, source_id=HAND)],
    "silent": [summary(None)],
}


@pytest.fixture(scope="module")
def nights(spark):
    """Each person's nights: by date the minutes asleep and their detail."""
    minutes = [
        {
            "user_id": user_id,
            "date": at.date(),
            "local_minute": at.hour * 60 + at.minute,
            "minute_at": at,
            "category": stage,
        }
        for user_id, stages in STAGED.items()
        for place, stage in enumerate(stages)
        if stage and (at := EVENING + timedelta(minutes=place))
    ]
    summaries = [{"user_id": user, **row} for user, rows in SUMMED.items() for row in rows]
    ranks = [
        {"user_id": user, "source_id": source, "metric": metric, "rank": rank}
        for user in SUMMED
        for metric in ("sleep", "workout")
        for rank, source in enumerate((WATCH, HAND))
    ]
    found = sleep(
        frame(spark, MINUTES, minutes),
        frame(spark, SUMMARIES, summaries),
        frame(spark, RANKS, ranks),
    )
    told = {user: {} for user in (*STAGED, *SUMMED)}
    for row in found.collect():
        told[row["user_id"]][row["date"]] = row["asleep_min"], json.loads(row["sleep_detail"])
    return told


def asleep(nights, person):
    return {day: minutes for day, (minutes, _) in nights[person].items()}


def test_a_night_is_told_in_full_up_to_its_final_waking(nights):
    minutes, night = nights["slept"][MONDAY]

    assert minutes == 130.0
    assert night | {"stages": None} == {
        "method": "stages",
        "sessions": 1,
        "start": "2026-11-01T22:00:00Z",
        "end": "2026-11-02T00:15:00Z",
        "awake_minutes": 5,
        "deep_minutes": 30,
        "rem_minutes": 40,
        "bedtime_min": 600,
        "stages": None,
    }


def test_its_stages_are_stretches_in_order(nights):
    _, night = nights["slept"][MONDAY]

    assert [(stretch["stage"], stretch["minutes"]) for stretch in night["stages"]] == [
        ("light", 60),
        ("deep", 30),
        ("awake", 5),
        ("rem", 40),
    ]
    assert night["stages"][1]["start"] == "2026-11-01T23:00:00Z"


def test_a_night_is_of_the_day_of_its_final_waking(nights):
    assert asleep(nights, "slept until midnight") == {SUNDAY: 120.0}
    assert asleep(nights, "slept past midnight") == {MONDAY: 121.0}


def test_up_to_an_hour_awake_is_within_a_night(nights):
    assert asleep(nights, "an hour apart") == {MONDAY: 150.0}
    assert nights["an hour apart"][MONDAY][1]["sessions"] == 1
    assert asleep(nights, "more than an hour apart") == {SUNDAY: 100.0, MONDAY: 50.0}


def test_who_lies_awake_for_more_than_four_hours_sleeps_twice(nights):
    assert asleep(nights, "awake for four hours") == {MONDAY: 180.0}
    assert asleep(nights, "awake for longer") == {SUNDAY: 80.0, MONDAY: 100.0}


def test_a_nap_counts_on_its_own_day(nights):
    assert asleep(nights, "a nap before midnight") == {SUNDAY: 50.0, MONDAY: 300.0}


def test_who_lay_awake_did_not_sleep(nights):
    assert nights["only awake"] == {}


def test_being_in_bed_is_not_being_asleep(nights):
    assert asleep(nights, "in bed first") == {MONDAY: 200.0}
    assert nights["in bed first"][MONDAY][1]["start"] == "2026-11-01T22:00:00Z"


def test_stages_say_more_than_a_summary(nights):
    assert asleep(nights, "both") == {MONDAY: 200.0}
    assert nights["both"][MONDAY][1]["method"] == "stages"


def test_a_summary_stands_where_there_are_no_stages(nights):
    assert nights["summed"][MONDAY] == (
        400.0,
        {
            "method": "summary",
            "start": "2026-11-01T22:00:00Z",
            "end": "2026-11-02T06:00:00Z",
            "in_bed_minutes": 450.0,
        },
    )


def test_a_summary_of_a_day_says_nothing_of_bedtime(nights):
    assert nights["summed of a day"][MONDAY] == (400.0, {"method": "summary"})


def test_summaries_add_up_within_the_source_that_is_believed_most(nights):
    assert asleep(nights, "summed twice") == {MONDAY: 460.0}
    assert asleep(nights, "by hand as well") == {MONDAY: 400.0}


def test_a_summary_that_tells_nothing_is_no_night(nights):
    assert nights["silent"] == {}
