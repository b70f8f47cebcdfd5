from datetime import UTC, datetime, timedelta

import pytest

from schema.people.devices import manual_source_id
from schema.ports.lake import StoredRecord

NOW = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)

LOG_MEAL = """
mutation ($input: MealInput!) {
  logMeal(input: $input) {
    ... on Meal {
      id energyKcal proteinG items { foodId name grams energyKcal } source { kind }
    }
    ... on Problem { code message field }
  }
}
"""
LOG_WEIGHT = """
mutation ($input: WeightInput!) {
  logWeight(input: $input) { ... on Weight { id weightKg } ... on Problem { code } }
}
"""
LOG_WORKOUT = """
mutation ($input: WorkoutInput!) {
  logWorkout(input: $input) { ... on Workout { id activity } ... on Problem { code field } }
}
"""
LOG_CHECK_IN = """
mutation ($input: CheckInInput!) {
  logCheckIn(input: $input) { ... on CheckIn { id mood stress } ... on Problem { code field } }
}
"""
RETRACT = """
mutation ($id: ID!) {
  retractEntry(id: $id) { ... on Retraction { id } ... on Problem { code } }
}
"""


def porridge(grams=80):
    return {"time": NOW.isoformat(), "items": [{"foodId": "rolled-oats", "grams": grams}]}


async def test_what_a_food_holds_is_worked_out_from_its_grams(luca, log):
    meal = (await luca.data(LOG_MEAL, input=porridge()))["logMeal"]

    assert meal["energyKcal"] == pytest.approx(303.2)
    assert meal["items"][0]["name"] == "Rolled oats, dry"
    assert meal["source"] == {"kind": "MANUAL"}
    assert log.envelopes[0].record["items"][0]["protein_g"] == pytest.approx(10.52)
    assert log.envelopes[0].source_id == manual_source_id(luca.user_id)


async def test_the_same_meal_sent_twice_is_one_meal(luca, log):
    first = (await luca.data(LOG_MEAL, input=porridge()))["logMeal"]
    again = (await luca.data(LOG_MEAL, input=porridge()))["logMeal"]

    assert first["id"] == again["id"]
    assert len({envelope.record_id for envelope in log.envelopes}) == 1


async def test_a_meal_by_name_keeps_what_is_not_known_null(luca):
    entered = {"time": NOW.isoformat(), "items": [{"name": "Grandmother's soup"}]}

    meal = (await luca.data(LOG_MEAL, input=entered))["logMeal"]

    assert meal["energyKcal"] is None


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ({}, "name"),
        ({"foodId": "nectar", "grams": 10}, "foodId"),
        ({"foodId": "rolled-oats"}, "grams"),
    ],
)
async def test_a_meal_that_cannot_be_taken_names_the_field(luca, log, item, field):
    entered = {"time": NOW.isoformat(), "items": [item]}

    problem = (await luca.data(LOG_MEAL, input=entered))["logMeal"]

    assert (problem["code"], problem["field"]) == ("invalid_input", field)
    assert log.envelopes == []


async def test_when_the_log_is_away_nothing_is_said_to_be_taken(luca, log):
    log.is_away = True

    answer = await luca.data(LOG_WEIGHT, input={"time": NOW.isoformat(), "weightKg": 80})

    assert answer["logWeight"] == {"code": "log_unavailable"}


async def test_what_no_body_can_weigh_is_refused_with_its_reason(luca):
    answer = await luca.data(LOG_WEIGHT, input={"time": NOW.isoformat(), "weightKg": 8000})

    assert answer["logWeight"] == {"code": "implausible_measurement"}


async def test_a_workout_ends_after_it_begins(luca):
    entered = {"start": NOW.isoformat(), "end": NOW.isoformat(), "activity": "running"}

    answer = await luca.data(LOG_WORKOUT, input=entered)

    assert answer["logWorkout"] == {"code": "invalid_input", "field": "end"}


async def test_a_check_in_tells_at_least_one_thing(luca):
    empty = await luca.data(LOG_CHECK_IN, input={"time": NOW.isoformat()})
    told = await luca.data(LOG_CHECK_IN, input={"time": NOW.isoformat(), "stress": 4})

    assert empty["logCheckIn"] == {"code": "invalid_input", "field": "mood"}
    assert told["logCheckIn"]["stress"] == 4
    assert told["logCheckIn"]["mood"] is None


async def test_each_kind_of_entry_can_be_taken_back_by_its_id(luca, log):
    time, later = NOW.isoformat(), (NOW + timedelta(minutes=30)).isoformat()
    workout = {"start": time, "end": later, "activity": "running"}
    entries = [
        (await luca.data(LOG_MEAL, input=porridge()))["logMeal"],
        (await luca.data(LOG_WEIGHT, input={"time": time, "weightKg": 80}))["logWeight"],
        (await luca.data(LOG_WORKOUT, input=workout))["logWorkout"],
        (await luca.data(LOG_CHECK_IN, input={"time": time, "mood": 3}))["logCheckIn"],
    ]
    put = list(log.envelopes)

    for entry in entries:
        taken_back = (await luca.data(RETRACT, id=entry["id"]))["retractEntry"]
        assert taken_back == {"id": entry["id"]}

    retracted = log.envelopes[len(put) :]
    identity = [
        (one.type, one.source_id, one.record_id, one.start_ms, one.duration_ms) for one in put
    ]
    assert [
        (one.type, one.source_id, one.record_id, one.start_ms, one.duration_ms)
        for one in retracted
    ] == identity
    assert {one.operation for one in retracted} == {"retract"}


@pytest.mark.parametrize("entry_id", ["", "nonsense", "WyJtZWFsIl0", "é", "a" * 5000])
async def test_what_is_no_id_of_an_entry_is_not_found(luca, log, entry_id):
    answer = await luca.data(RETRACT, id=entry_id)

    assert answer["retractEntry"] == {"code": "not_found"}
    assert log.envelopes == []


async def test_meals_are_read_page_by_page_newest_first(luca, lake):
    source = manual_source_id(luca.user_id)
    times = [NOW - timedelta(hours=hours) for hours in (0, 1, 1, 2)]
    lake.stored[luca.user_id] = [
        StoredRecord(source, "meal", f"m{n}", time, time, None, {"items": []}, None)
        for n, time in enumerate(times)
    ]
    query = (
        "query ($after: String) { me { meals(first: 2, after: $after)"
        " { edges { node { id } } pageInfo { hasNextPage endCursor } } } }"
    )

    first = (await luca.data(query))["me"]["meals"]
    second = (await luca.data(query, after=first["pageInfo"]["endCursor"]))["me"]["meals"]

    ids = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    assert len(set(ids)) == 4
    assert first["pageInfo"]["hasNextPage"]
    assert not second["pageInfo"]["hasNextPage"]


async def test_a_meal_stays_on_the_day_of_the_zone_in_which_it_was_eaten(luca, lake):
    eaten = NOW.replace(hour=12) - timedelta(days=1)
    source = manual_source_id(luca.user_id)
    lake.stored[luca.user_id] = [
        StoredRecord(source, "meal", "m", eaten, eaten, None, {"items": []}, None)
    ]
    moves = 'mutation { updateProfile(input: {timezone: "Pacific/Kiritimati"}) { __typename } }'
    assert (await luca.data(moves))["updateProfile"]["__typename"] == "Profile"

    meals = (await luca.data("{ me { meals { edges { node { date } } } } }"))["me"]["meals"]

    assert meals["edges"][0]["node"]["date"] == eaten.date().isoformat()


async def test_a_logged_meal_is_found_again_by_its_id(luca, lake, log):
    meal = (await luca.data(LOG_MEAL, input=porridge()))["logMeal"]
    kept = log.envelopes[0]
    lake.stored[luca.user_id] = [
        StoredRecord(kept.source_id, "meal", kept.record_id, NOW, NOW, None, kept.record, None)
    ]

    node = await luca.data(
        "query ($id: ID!) { node(id: $id) { id __typename } }", id=meal["id"]
    )

    assert node["node"] == {"id": meal["id"], "__typename": "Meal"}
