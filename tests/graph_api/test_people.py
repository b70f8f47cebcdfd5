from datetime import date, datetime
from typing import Any

import pytest

from schema.people.devices import manual_source_id
from schema.ports.devices import Sighting
from schema.ports.lake import DayValue, StoredRecord

REGISTER = """
mutation ($input: DeviceInput!) {
  registerDevice(input: $input) {
    ... on DeviceCredentials {
      token mqttUrl topic device { id name kind state settings { metrics alerts } }
    }
    ... on Problem { code field }
  }
}
"""
UPDATE = """
mutation ($id: ID!, $input: DeviceInput!) {
  updateDevice(id: $id, input: $input) {
    ... on Device { name kind settings { samplingIntervalS metrics } }
    ... on Problem { code field }
  }
}
"""
PROFILE = """
mutation ($input: ProfileInput!) {
  updateProfile(input: $input) {
    ... on Profile { name heightCm sex allergens diet timezone weightKg }
    ... on Problem { code field }
  }
}
"""
GOALS = """
mutation ($input: GoalsInput!) {
  updateGoals(input: $input) {
    ... on Goals { kind targetWeightKg dailySteps progress startWeightKg startedOn expectedOn }
    ... on Problem { code field }
  }
}
"""


async def registered(person, **device: Any):
    return (await person.data(REGISTER, input=device))["registerDevice"]


async def test_a_new_device_learns_where_to_publish(luca):
    made = await registered(luca, name="Watch", kind="WATCH", settings={"metrics": ["STEPS"]})

    assert made["topic"] == f"devices/{made['device']['id']}/events"
    assert made["mqttUrl"] == "mqtt://house:1883"
    assert made["device"]["state"] == "NEVER_SEEN"
    assert made["device"]["settings"] == {"metrics": ["STEPS"], "alerts": None}


async def test_a_device_that_was_heard_is_online_until_it_falls_silent(luca, services):
    made = await registered(luca, kind="WATCH")
    now_ms = int(services.clock().timestamp() * 1000)
    device_id = made["device"]["id"]
    query = "{ me { devices { state lastSeenAt batteryPercent } } }"

    services.known_devices.heard[device_id] = Sighting(
        device_id=device_id, time_ms=now_ms, battery_percent=80.0
    )
    heard = (await luca.data(query))["me"]["devices"][0]
    services.known_devices.heard[device_id] = Sighting(
        device_id=device_id, time_ms=now_ms - 3_600_000
    )
    silent = (await luca.data(query))["me"]["devices"][0]

    assert (heard["state"], heard["batteryPercent"]) == ("ONLINE", 80.0)
    assert datetime.fromisoformat(heard["lastSeenAt"]).tzinfo is not None
    assert silent["state"] == "OFFLINE"


async def test_what_is_absent_of_a_device_stays_as_it_is(luca):
    made = await registered(luca, name="Watch", kind="WATCH", settings={"metrics": ["STEPS"]})

    changed = await luca.data(UPDATE, id=made["device"]["id"], input={"name": "Old watch"})

    assert changed["updateDevice"] == {
        "name": "Old watch",
        "kind": "WATCH",
        "settings": {"samplingIntervalS": None, "metrics": ["STEPS"]},
    }


async def test_a_device_cannot_lose_its_name(luca):
    made = await registered(luca, name="Watch")

    changed = await luca.data(UPDATE, id=made["device"]["id"], input={"name": None})

    assert changed["updateDevice"] == {"code": "invalid_input", "field": "name"}


async def test_sources_are_ordered_for_one_metric(luca):
    watch = (await registered(luca, kind="WATCH"))["device"]["id"]
    phone = (await registered(luca, kind="PHONE"))["device"]["id"]
    order = """
    mutation ($ids: [ID!]!) {
      setSourcePriority(metric: STEPS, sourceIds: $ids) {
        ... on SourcePriority { metric sources { id kind device { kind } } }
      }
    }
    """

    await luca.data(order, ids=[phone, watch])
    seen = (await luca.data("{ me { sourcePriorities { metric sources { id } } } }"))["me"]

    assert seen["sourcePriorities"] == [
        {"metric": "STEPS", "sources": [{"id": phone}, {"id": watch}]}
    ]


async def test_none_and_not_told_are_different(luca):
    await luca.data(PROFILE, input={"allergens": [], "heightCm": 180, "sex": "MALE"})

    kept = (await luca.data(PROFILE, input={"heightCm": None}))["updateProfile"]

    assert kept["allergens"] == []
    assert kept["diet"] is None
    assert kept["heightCm"] is None
    assert kept["sex"] == "MALE"


async def test_a_weight_in_the_profile_becomes_a_measurement(luca, log):
    await luca.data(PROFILE, input={"weightKg": 81.5})

    assert (log.envelopes[0].type, log.envelopes[0].values) == ("body_weight", [81.5])


@pytest.mark.parametrize("weight_kg", [8150, 0])
async def test_an_impossible_weight_in_the_profile_names_its_field(luca, weight_kg):
    answer = await luca.data(PROFILE, input={"weightKg": weight_kg, "heightCm": 180})

    assert answer["updateProfile"] == {"code": "implausible_measurement", "field": "weightKg"}


async def test_a_weight_beside_what_cannot_be_taken_is_not_reported(luca, log):
    answer = await luca.data(PROFILE, input={"weightKg": 71, "heightCm": 999})

    assert answer["updateProfile"] == {"code": "invalid_input", "field": "heightCm"}
    assert log.envelopes == []


async def test_the_profile_shows_the_newest_weight(luca, lake):
    source = manual_source_id(luca.user_id)
    time = datetime.fromisoformat("2026-11-20T07:00:00+00:00")
    lake.stored[luca.user_id] = [
        StoredRecord(source, "body_weight", "", time, time, 80.2, {}, None)
    ]

    assert (await luca.data("{ me { profile { weightKg } } }"))["me"]["profile"] == {
        "weightKg": 80.2
    }


async def test_goals_tell_how_far_one_has_come(luca, lake, services):
    lake.put_day(
        luca.user_id,
        services.clock().date(),
        goal_progress=DayValue(
            0.4,
            {"start_weight_kg": 80.0, "started_on": "2026-10-01", "expected_on": "2027-01-10"},
        ),
    )

    goals = await luca.data(GOALS, input={"kind": "LOSE_WEIGHT", "targetWeightKg": 75})

    assert goals["updateGoals"] == {
        "kind": "LOSE_WEIGHT",
        "targetWeightKg": 75.0,
        "dailySteps": None,
        "progress": 0.4,
        "startWeightKg": 80.0,
        "startedOn": "2026-10-01",
        "expectedOn": "2027-01-10",
    }
    assert len(lake.reads) == 1

    taken_back = await luca.data(GOALS, input={"targetWeightKg": None})
    assert taken_back["updateGoals"]["progress"] is None
    assert taken_back["updateGoals"]["expectedOn"] is None


@pytest.mark.parametrize("field", ["dailySteps", "targetWeightKg"])
async def test_a_goal_that_makes_no_sense_names_its_field(luca, field):
    answer = await luca.data(GOALS, input={field: -5})

    assert answer["updateGoals"] == {"code": "invalid_input", "field": field}


async def test_defaults_say_where_they_come_from(luca):
    defaults = (await luca.data("{ me { defaults { name value origin } } }"))["me"]["defaults"]

    assert defaults
    assert {option["origin"] for option in defaults} <= {"PERSON", "SEGMENT", "EVERYBODY"}


async def test_foods_and_plans_are_there_for_everybody(luca):
    found = await luca.data(
        '{ foods(search: "oats", first: 5) { edges { node { id energyKcalPer100G } } }'
        " mealPlans { edges { node { title items { name grams } } } }"
        " workoutPlans(first: 1) { edges { node { id } } pageInfo { hasNextPage endCursor } } }"
    )

    assert found["foods"]["edges"][0]["node"]["energyKcalPer100G"] == 379
    assert found["mealPlans"]["edges"][0]["node"]["items"][0]["grams"] == 80
    assert found["workoutPlans"]["pageInfo"] == {"hasNextPage": True, "endCursor": "walk-30"}


async def test_a_dislike_changes_the_slate_at_once(luca):
    query = (
        "{ me { recommendations(kind: WORKOUT) { items { id title item { __typename } } } } }"
    )
    offered = (await luca.data(query))["me"]["recommendations"]["items"]
    feedback = """
    mutation ($input: FeedbackInput!) {
      giveFeedback(input: $input) { ... on Slate { items { id } } ... on Problem { code } }
    }
    """

    said = {"recommendationId": offered[0]["id"], "verdict": "DISLIKE"}
    adapted = (await luca.data(feedback, input=said))["giveFeedback"]["items"]

    assert offered[0]["item"] == {"__typename": "WorkoutPlan"}
    assert offered[0]["id"] not in [item["id"] for item in adapted]


async def test_without_a_kind_workouts_and_meals_take_turns(luca):
    query = "{ me { recommendations(first: 3) { items { kind } } } }"

    items = (await luca.data(query))["me"]["recommendations"]["items"]

    assert [item["kind"] for item in items] == ["WORKOUT", "MEAL", "WORKOUT"]


async def test_what_has_no_place_on_a_mixed_slate_is_not_asked_for(luca, services, monkeypatch):
    asked = []
    slate = services.advice.slate

    async def noted(user_id, kind, first):
        asked.append((kind.name, first))
        return await slate(user_id, kind, first)

    monkeypatch.setattr(services.advice, "slate", noted)
    for length in (1, 5):
        await luca.data(f"{{ me {{ recommendations(first: {length}) {{ id }} }} }}")

    assert asked == [("WORKOUT", 1), ("WORKOUT", 3), ("MEAL", 2)]


async def test_the_time_zone_may_change(luca):
    changed = (await luca.data(PROFILE, input={"timezone": "Asia/Tokyo"}))["updateProfile"]

    assert changed["timezone"] == "Asia/Tokyo"
    assert (await luca.data("{ me { timezone day { date } } }"))["me"][
        "timezone"
    ] == "Asia/Tokyo"
    assert date.fromisoformat((await luca.data("{ me { day { date } } }"))["me"]["day"]["date"])
