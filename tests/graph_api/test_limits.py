import msgspec
import pytest

from graph_api.bodies import LARGEST_QUESTION_BYTES
from graph_api.entries import Entry
from graph_api.errors import LONGEST_MESSAGE
from schema.people.devices import manual_source_id

JSON = {"content-type": "application/json"}
OUT_OF_TIME = [
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00",
    "1899-12-31T23:59:59Z",
    "9000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
]
TOLD_AT = {
    "logWeight": "logWeight(input: {time: $at, weightKg: 70})",
    "logMeal": 'logMeal(input: {time: $at, items: [{name: "soup"}]})',
    "logWorkout": 'logWorkout(input: {start: $at, end: $at, activity: "running"})',
    "logCheckIn": "logCheckIn(input: {time: $at, mood: 3})",
    "createApiKey": 'createApiKey(input: {name: "a", scopes: ["read"], expiresAt: $at})',
}
ASKED_AT = ["day(asOf: $at) { steps }"] + [
    f"series(metric: HEART_RATE, from: $at, to: $at, resolution: {grain}) {{ times }}"
    for grain in ("RAW", "MINUTE", "HOUR", "DAY")
]
ASKED_ON = ["day(date: $on) { steps }", "days(from: $on, to: $on) { dates }"]


@pytest.mark.parametrize("at", OUT_OF_TIME)
@pytest.mark.parametrize("name", TOLD_AT)
async def test_nothing_is_told_of_a_year_that_nobody_lives_in(luca, log, name, at):
    said = "{ ... on Problem { code message } }"

    change = f"mutation ($at: DateTime!) {{ {TOLD_AT[name]} {said} }}"
    problem = (await luca.data(change, at=at))[name]

    assert problem["code"] == "invalid_input"
    assert at.removesuffix("Z") in problem["message"]
    assert log.envelopes == []


@pytest.mark.parametrize("at", OUT_OF_TIME)
@pytest.mark.parametrize("asked", ASKED_AT)
async def test_nothing_is_asked_of_an_instant_that_nobody_lives_in(luca, asked, at):
    code = await luca.code(f"query ($at: DateTime!) {{ me {{ {asked} }} }}", at=at)

    assert code == "INVALID_INPUT"


@pytest.mark.parametrize("on", ["0001-01-01", "1899-12-31", "9000-01-01", "9999-12-31"])
@pytest.mark.parametrize("asked", ASKED_ON)
async def test_nothing_is_asked_of_a_day_that_nobody_lives_in(luca, asked, on):
    assert await luca.code(f"query ($on: Date!) {{ me {{ {asked} }} }}", on=on) == (
        "INVALID_INPUT"
    )


async def test_a_page_of_text_is_no_search(luca):
    query = "query ($text: String!) { foods(search: $text) { edges { node { id } } } }"

    assert await luca.code(query, text="oat " * 30) == "INVALID_INPUT"


@pytest.mark.parametrize("milliseconds", [10**18, -(10**18), 2**70])
async def test_an_id_of_an_instant_that_cannot_be_shown_is_no_id(luca, log, milliseconds):
    source = manual_source_id(luca.user_id)
    forged = Entry("workout", source, "x", milliseconds, milliseconds).id
    page = "query ($a: String) { me { workouts(after: $a) { edges { cursor } } } }"
    retract = "mutation ($a: ID!) { retractEntry(id: $a) { ... on Problem { code } } }"

    node = await luca.data("query ($a: ID!) { node(id: $a) { id } }", a=forged)
    retracted = await luca.data(retract, a=forged)

    assert await luca.code(page, a=forged) == "INVALID_INPUT"
    assert (node["node"], retracted["retractEntry"]["code"]) == (None, "not_found")
    assert log.envelopes == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"1",
        b"null",
        b'"x"',
        b"[1]",
        b'{"query": "\xff"}',
        b"[" * 100_000,
        b'{"variables": ' + b"[" * 100_000,
        b'{"query": "{me{id}}", "variables": {"a": "\\ud800"}}',
    ],
)
async def test_what_is_no_question_is_refused_in_the_shape_of_an_answer(http, body):
    answer = await http.post("/graphql", content=body, headers=JSON)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


async def test_nobody_has_the_house_read_a_body_without_end(http):
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 64 * LARGEST_QUESTION_BYTES:
            sent += 65_536
            yield b"a" * 65_536

    answer = await http.post("/graphql", content=endless(), headers=JSON)

    assert answer.status_code == 413
    assert str(LARGEST_QUESTION_BYTES) in answer.json()["errors"][0]["message"]


async def test_a_question_as_large_as_may_be_is_answered(http):
    question = {"query": "{ __typename }", "extensions": {"a": ""}}
    room = LARGEST_QUESTION_BYTES - len(msgspec.json.encode(question))
    question["extensions"] = {"a": "x" * room}

    answer = await http.post("/graphql", content=msgspec.json.encode(question), headers=JSON)

    assert answer.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" * 400, "1" * 5000])
@pytest.mark.parametrize(
    "told",
    [
        'logMeal(input: {time: "2025-01-01T00:00:00Z", items: [{name: "x", grams: %s}]})',
        'logWorkout(input: {start: "2025-01-01", end: "2025-01-02", activity: "a", rpe: %s})',
        "updateGoals(input: {targetWeightKg: %s})",
        "updateGoals(input: {dailySteps: %s})",
    ],
)
async def test_a_number_without_end_is_never_told(luca, log, told, number):
    answer = await luca.answer("mutation { " + told % number + " { __typename } }")

    assert answer["data"] is None
    assert "INTERNAL" not in str(answer["errors"])
    assert log.envelopes == []


async def test_a_refusal_quotes_no_more_than_can_be_read(luca):
    long = "x" * 50_000
    sign_up = {"login": "new", "email": long, "password": "password1", "name": "New"}
    goal = "mutation ($a: Float) { updateGoals(input: {targetWeightKg: $a}) { __typename } }"
    meal = (
        'mutation ($a: ID) { logMeal(input: {time: "2025-01-01T00:00:00Z",'
        " items: [{foodId: $a}]}) { ... on Problem { message } } }"
    )
    zone = (
        "mutation ($a: String) { updateProfile(input: {timezone: $a})"
        " { ... on Problem { message } } }"
    )
    account = "mutation ($a: SignUpInput!) { signUp(input: $a) { ... on Problem { message } } }"

    said = [
        (await luca.answer(goal, a=long))["errors"][0]["message"],
        (await luca.answer("{ " + long + " }"))["errors"][0]["message"],
        (await luca.data(meal, a=long))["logMeal"]["message"],
        (await luca.data(zone, a=long))["updateProfile"]["message"],
        (await luca.data(account, a=sign_up))["signUp"]["message"],
    ]

    assert all(len(message) < LONGEST_MESSAGE + 10 for message in said)
    assert said[3].endswith("send a place such as Europe/Rome, or UTC")
