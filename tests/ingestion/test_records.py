"""Workouts, meals, sleep and check-ins."""

from typing import Any

import msgspec
import pytest

from ingestion.activities import activity_named

RIDE = {"type": "workout", "start": "2026-11-23T17:00:00Z", "end": "2026-11-23T18:00:00Z"}
LUNCH = {"type": "meal", "time": "2026-11-24T11:00:00Z"}


def read_one(read, **event: Any):
    reading = read(msgspec.json.encode(event))
    return reading.envelopes[0] if reading.envelopes else reading.rejections[0]


def test_a_record_is_known_by_the_id_it_was_given(read):
    ride = read_one(read, **RIDE, id="ride-7", activity="cycling", energy_kcal=500, rpe=6)

    assert (ride.record_id, ride.event_id) == ("ride-7", "ride-7")
    assert ride.duration_ms == 3_600_000
    assert ride.record == {"activity": "cycling", "energy_kcal": 500, "rpe": 6}
    assert ride.values is None


def test_a_record_without_an_id_is_known_by_its_content(read):
    once, again = (read_one(read, **RIDE, activity="cycling") for _ in range(2))
    another = read_one(read, **RIDE, activity="rowing")

    assert once.record_id == again.record_id == once.event_id
    assert another.record_id != once.record_id


def test_a_record_is_taken_back_by_its_id_alone(read):
    taken_back = read_one(read, type="workout", id="ride-7", operation="retract")

    assert (taken_back.record_id, taken_back.record) == ("ride-7", None)


def test_a_record_sent_without_an_id_is_taken_back_by_its_content(read):
    ride = read_one(read, **RIDE, activity="cycling")
    taken_back = read_one(read, **RIDE, activity="cycling", operation="retract")

    assert taken_back.record_id == ride.record_id


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("Trail Run", "running"),
        ("STRENGTH_TRAINING", "strength"),
        ("e-bike", "cycling"),
        ("walking", "walking"),
        ("quidditch", None),
    ],
)
def test_free_text_names_an_activity_where_it_is_known(text, activity):
    assert activity_named(text) == activity


def test_the_senders_own_word_for_a_workout_is_kept_beside_ours(read):
    run = read_one(read, **RIDE, activity="Trail Run")

    assert run.record == {"activity": "running", "name": "Trail Run"}


def test_a_name_that_the_sender_gave_is_kept_as_the_name(read):
    run = read_one(read, **RIDE, activity="Trail Run", name="Monday with Ada")

    assert run.record == {"activity": "running", "name": "Monday with Ada"}


def test_what_was_planned_is_named_by_its_id(read):
    item = {"name": "lentils"}
    ride = read_one(read, **RIDE, activity="cycling", plan_id="easy-ride")
    lunch = read_one(read, **LUNCH, items=[item], plan_id="lentil-stew")

    assert ride.record == {"activity": "cycling", "plan_id": "easy-ride"}
    assert lunch.record == {"items": [item], "plan_id": "lentil-stew"}


def test_a_meal_keeps_nutrients_that_no_room_knows_yet(read):
    item = {"name": "lentils", "grams": 200, "energy_kcal": 230, "iron_mg": 6.6}
    meal = read_one(read, **LUNCH, items=[item, {"food": "bread", "grams": None}])

    assert meal.record == {"items": [item, {"food": "bread"}]}
    assert meal.duration_ms == 0


def test_a_day_of_sleep_has_its_minutes(read):
    sleep = read_one(
        read,
        type="sleep",
        start="2026-11-22T23:00:00Z",
        end="2026-11-23T23:00:00Z",
        asleep_minutes=420,
        in_bed_minutes=455,
    )

    assert sleep.record == {"asleep_minutes": 420, "in_bed_minutes": 455}


def test_a_summary_of_sleep_may_be_rounded_up_to_the_next_minute(read):
    night = read_one(read, **{**RIDE, "type": "sleep", "asleep_minutes": 61})

    assert night.record == {"asleep_minutes": 61}


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({**RIDE}, "activity"),
        ({**RIDE, "activity": "run", "rpe": 11}, "rpe"),
        (
            {"type": "workout", "activity": "run", "time": "2026-11-23T17:00:00Z"},
            "start and end",
        ),
        ({**LUNCH, "items": []}, "items"),
        ({**LUNCH, "items": [{"grams": 5}]}, "food or name"),
        ({**LUNCH, "items": [{"name": "air", "energy_kcal": -1}]}, "energy_kcal"),
        ({"type": "check_in", "time": "2026-11-24T07:00:00Z"}, "mood"),
        ({"type": "check_in", "time": "2026-11-24T07:00:00Z", "mood": 6}, "mood"),
        ({**RIDE, "type": "sleep"}, "asleep_minutes"),
        ({**RIDE, "type": "sleep", "asleep_minutes": 61.5}, "61.5"),
        ({**RIDE, "type": "sleep", "asleep_minutes": 50, "in_bed_minutes": 40}, "40"),
        ({**RIDE, "activity": "   "}, "activity"),
        ({**RIDE, "activity": "run", "name": 5}, "name"),
        ({**RIDE, "activity": "run", "plan_id": [1]}, "plan_id"),
        ({**LUNCH, "items": [{"name": "air"}], "plan_id": {"a": 1}}, "plan_id"),
    ],
)
def test_a_record_with_fields_it_cannot_have_is_refused(read, event, says):
    rejection = read_one(read, **event)

    assert rejection.code == "invalid_event"
    assert says in rejection.message
