"""The story of the house, told to any house: on this machine's parts or on somebody else's."""

from datetime import UTC, datetime, timedelta

from tests.houses import comes_true


def a_heartbeat_reaches_the_screen_and_the_day(house):
    person = house.sign_up(
        birthDate="1991-04-12", sex="MALE", heightCm=180, weightKg=80, timezone="UTC"
    )
    device = person.register()
    now = datetime.now(UTC)
    minute = now.replace(second=0, microsecond=0) - timedelta(minutes=1)
    with device.connected():
        comes_true(lambda: device.is_connected)
        device.publish(
            {
                "id": "beat",
                "type": "heart_rate",
                "time": now.isoformat(),
                "value": 72,
                "unit": "bpm",
            },
            {
                "id": "walk",
                "type": "steps",
                "start": minute.isoformat(),
                "end": (minute + timedelta(minutes=1)).isoformat(),
                "value": 117,
                "unit": "count",
            },
            {
                "id": "wrong",
                "type": "heart_rate",
                "time": now.isoformat(),
                "value": 900,
                "unit": "bpm",
            },
        )
        comes_true(lambda: device.accepted >= {"beat", "walk"} and device.rejected)

    assert [one["code"] for one in device.rejected] == ["implausible_measurement"]
    live = comes_true(lambda: person.ask("{ me { live { metric value } } }")["me"]["live"])
    assert {"metric": "HEART_RATE", "value": 72.0} in live

    date = minute.date().isoformat()
    day = comes_true(
        lambda: (
            (found := person.day("steps restingEnergyKcal", date)) and found["steps"] and found
        )
    )
    assert day["steps"] == 117
    assert day["restingEnergyKcal"] is not None
    return person


def what_is_eaten_counts_and_what_is_taken_back_is_gone(person):
    now = datetime.now(UTC)
    item = {"name": "Porridge", "energyKcal": 350.5, "proteinG": 12.25}
    person.ask(
        "mutation($i: MealInput!) { logMeal(input: $i) { __typename"
        " ... on Problem { message } } }",
        i={"time": now.isoformat(), "items": [item]},
    )
    date = now.date().isoformat()
    eaten = comes_true(lambda: person.day("energyInKcal proteinG", date)["energyInKcal"])
    assert eaten == 350.5

    entry = person.ask("{ me { meals(first: 1) { edges { node { id } } } } }")
    entry_id = entry["me"]["meals"]["edges"][0]["node"]["id"]
    person.ask(
        "mutation($id: ID!) { retractEntry(id: $id) { __typename } }",
        id=entry_id,
    )
    comes_true(lambda: person.day("energyInKcal", date)["energyInKcal"] is None)


def advice_adapts_at_once(person):
    slate = person.ask(
        "{ me { recommendations(kind: WORKOUT, first: 3) {"
        " modelVersion items { id title reason } } } }"
    )["me"]["recommendations"]
    first = slate["items"][0]
    adapted = person.ask(
        "mutation($id: ID!) { giveFeedback(input: {recommendationId: $id, verdict: DISLIKE}) {"
        " ... on Slate { items { title } } ... on Problem { message } } }",
        id=first["id"],
    )["giveFeedback"]
    assert first["title"] not in [item["title"] for item in adapted["items"]]


def tell(house):
    """Tell the whole story."""
    person = a_heartbeat_reaches_the_screen_and_the_day(house)
    what_is_eaten_counts_and_what_is_taken_back_is_gone(person)
    advice_adapts_at_once(person)
