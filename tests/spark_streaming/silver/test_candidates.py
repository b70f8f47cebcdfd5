from datetime import UTC, datetime

import msgspec
import pytest

from schema.facts import FactKind
from schema.tables import OBSERVATION, user_bucket
from spark_streaming.frames import small_frame
from spark_streaming.silver.candidates import candidates
from spark_streaming.silver.facts import facts
from tests.spark_streaming.messages import at, by_import, known, meal, said, stage, taken_back

pytestmark = pytest.mark.spark

MESSAGES = {
    "kafka_offset": "BIGINT",
    "batch": "BIGINT",
    "topic": "STRING",
    "value": "STRING",
}
EIGHT = "2026-11-02 08:00"
SAID = [
    said("heart_rate", "anna", EIGHT, 60, 29.5, 221),
    by_import(said("steps", "luca", EIGHT, 80, minutes=60), "export"),
    stage("anna", EIGHT, 30, "deep"),
    meal("anna", "breakfast", EIGHT, energy_kcal=412.5),
    taken_back(said("spo2", "anna", EIGHT, 97)),
]
TOLD = known(FactKind.PROFILE, "anna", since="2026-11-01 00:00", height_cm=170.0)


@pytest.fixture(scope="module")
def log(spark):
    """Five events, a fact, and something that no version of ours has written."""
    values = [msgspec.json.encode(one).decode() for one in (*SAID, TOLD)]
    topics = ["events"] * len(SAID) + ["facts", "events"]
    rows = [
        (offset, 3, topic, value)
        for offset, (topic, value) in enumerate(zip(topics, [*values, "{}"], strict=True))
    ]
    return small_frame(spark, MESSAGES, rows)


@pytest.fixture(scope="module")
def rows(log):
    found = candidates(log.where("topic = 'events'")).orderBy("sequence").collect()
    return [row.asDict() for row in found]


def of_type(rows, kind):
    return [row for row in rows if row["type"] == kind]


def test_a_series_is_its_samples(rows):
    beats = of_type(rows, "heart_rate")

    assert [row["value"] for row in beats] == [60.0, 29.5, 221.0]
    assert [row["start_ms"] - at(EIGHT) for row in beats] == [0, 60_000, 120_000]
    assert beats[1]["start_at"].astimezone(UTC) == datetime(2026, 11, 2, 8, 1, tzinfo=UTC)
    assert [row["start_ms"] for row in beats] == [row["end_ms"] for row in beats]


def test_what_no_body_produces_is_kept_and_not_trusted(rows):
    assert [row["is_trusted"] for row in of_type(rows, "heart_rate")] == [True, False, False]
    assert {row["is_trusted"] for row in rows if row["type"] != "heart_rate"} == {True}


def test_an_interval_ends_after_its_duration(rows):
    (hour,) = of_type(rows, "steps")

    assert hour["end_ms"] - hour["start_ms"] == 3_600_000
    assert (hour["import_id"], hour["door"]) == ("export", "file")


def test_a_stage_is_its_category(rows):
    (stage,) = of_type(rows, "sleep_stage")

    assert (stage["category"], stage["value"]) == ("deep", None)


def test_a_record_keeps_its_fields_as_json(rows):
    (meal,) = of_type(rows, "meal")

    assert msgspec.json.decode(meal["record"]) == {"items": [{"energy_kcal": 412.5}]}
    assert (meal["record_id"], meal["start_ms"]) == ("breakfast", at(EIGHT))


def test_a_retraction_says_nothing_but_whose(rows):
    (retracted,) = of_type(rows, "spo2")

    assert (retracted["operation"], retracted["value"]) == ("retract", None)


def test_rows_keep_the_order_of_the_log_and_of_their_series(rows):
    assert [row["type"] for row in rows] == [
        *["heart_rate"] * 3,
        *("steps", "sleep_stage", "meal", "spo2"),
    ]
    assert len({row["sequence"] for row in rows}) == len(rows)


def test_rows_have_the_columns_of_the_table_and_the_bucket_of_their_person(rows):
    assert rows[0].keys() == OBSERVATION.columns.keys() - {"effect"} | {"start_ms", "end_ms"}
    assert {row["user_id"]: row["user_bucket"] for row in rows} == {
        user_id: user_bucket(user_id) for user_id in ("anna", "luca")
    }


def test_a_fact_keeps_its_payload_and_the_time_since_when_it_holds(log):
    (fact,) = facts(log.where("topic = 'facts'")).collect()

    assert (fact["kind"], fact["key"], fact["fact_id"]) == ("profile", "", TOLD.fact_id)
    assert fact["valid_from"].astimezone(UTC) == datetime(2026, 11, 1, tzinfo=UTC)
    assert msgspec.json.decode(fact["payload"]) == {"height_cm": 170.0}
    assert fact["user_bucket"] == user_bucket("anna")
