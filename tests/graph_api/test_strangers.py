import asyncio
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from prometheus_client import CollectorRegistry

from graph_api.context import Context
from graph_api.entries import Entry
from graph_api.graph import the_graph
from graph_api.platform.metrics import GraphMetrics
from schema.events.envelope import Change
from schema.people.advice import RecommendationKind
from schema.people.devices import manual_source_id
from schema.people.imports import ImportProgress
from schema.ports.lake import DayValue, StoredRecord
from schema.ports.live import LiveReading
from tests.graph_api.everything import of_person, operations

NOW = datetime.now(UTC).replace(microsecond=0)
SECRETS = ("EVAS", "eva@example.com", '"Eva"', "87.65", "8765")
"""What stands only in what is Eva's; digits also in somebody's random id now and then."""

RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

KEEPS_A_KEY = """
mutation { createApiKey(input: {name: "EVAS key", scopes: ["read"]}) {
  ... on ApiKeyCredentials { apiKey { id } } } }
"""
KEEPS_A_DEVICE = """
mutation { registerDevice(input: {name: "EVAS watch", kind: WATCH}) {
  ... on DeviceCredentials { device { id } } } }
"""


@dataclass
class Belongings:
    """Everything of Eva's that has an id, and all she can see of herself."""

    ids: list[str]
    snapshot: list


def record(user_id, kind, value=None, **fields: Any):
    source = manual_source_id(user_id)
    time = NOW - timedelta(hours=2)
    record_id = "" if kind == "body_weight" else f"EVAS {kind}"
    return StoredRecord(source, kind, record_id, time, time, value, fields, None)


async def snapshot(person):
    answers = [
        (await person.answer(each.text, **each.variables))["data"]
        for each in of_person(None)
        if each.name != "me.apiKeys"  # a key notes its last use
    ]
    return json.loads(json.dumps(answers))


@pytest.fixture
async def belongings(eva, services, lake):
    key = (await eva.data(KEEPS_A_KEY))["createApiKey"]["apiKey"]["id"]
    device = (await eva.data(KEEPS_A_DEVICE))["registerDevice"]["device"]["id"]
    brought = await services.imports.begin(eva.user_id, "EVAS file.zip")
    lake.stored[eva.user_id] = [
        record(eva.user_id, "workout", activity="EVAS run"),
        record(eva.user_id, "meal", items=[{"name": "EVAS soup", "energy_kcal": 8765.0}]),
        record(eva.user_id, "body_weight", value=87.65),
        record(eva.user_id, "check_in", mood=2),
    ]
    lake.put_day(eva.user_id, NOW.date(), steps=DayValue(8765.0, {}))
    lake.columns[eva.user_id, "heart_rate"] = [(NOW, 87.65)]
    await services.live.put([reading(eva.user_id, device)])
    entries = [Entry.of(each).id for each in lake.stored[eva.user_id]]
    slate = await services.advice.slate(eva.user_id, RecommendationKind.MEAL, 5)
    ids = [
        eva.user_id,
        device,
        manual_source_id(eva.user_id),
        key,
        brought.id,
        *entries,
        slate.id,
        *(item.id for item in slate.items),
    ]
    return Belongings(ids, await snapshot(eva))


def reading(user_id, source_id):
    time_ms = int(NOW.timestamp() * 1000)
    return LiveReading(
        user_id=user_id,
        metric="heart_rate",
        value=87.65,
        unit="bpm",
        time_ms=time_ms,
        source_id=source_id,
    )


def without(answer, an_id):
    """Return the answer's text, with the id that was sent taken out of it."""
    return json.dumps(answer, ensure_ascii=False).replace(an_id, "THE ID")


def none_of_it(answer, an_id, eva):
    said = without(answer, an_id).replace(eva.user_id, "EVAS id")
    return not has_secrets(said)


def has_secrets(said):
    told = RANDOM_ID.sub("an id", said)
    return any(secret in told for secret in SECRETS)


async def test_eva_sees_what_is_hers(eva, belongings):
    seen = json.dumps(belongings.snapshot)

    assert all(word in seen for word in ("EVAS watch", "EVAS file", "EVAS soup", "8765"))
    for an_id in belongings.ids[:9]:
        found = await eva.data("query ($id: ID!) { node(id: $id) { id } }", id=an_id)
        assert found["node"] == {"id": an_id}


@pytest.mark.parametrize(
    ("said", "is_hers"),
    [
        ({"steps": 8765}, True),
        ({"energyKcal": 8765.0}, True),
        ({"value": 87.65}, True),
        ({"items": [{"name": "EVAS soup"}]}, True),
        ({"id": "7f8c8765-aa7c-4c4e-8765-f660e7fb2af3"}, False),
        ({"steps": 18765}, True),
    ],
)
def test_what_is_hers_is_known_from_digits_of_an_id(said, is_hers):
    assert has_secrets(json.dumps(said)) == is_hers


@pytest.mark.parametrize("kind", ["query", "mutation"])
async def test_a_stranger_learns_nothing_by_any_id(kind, luca, eva, belongings):
    everything = operations(kind, "an id that stands nowhere")
    for place in range(len(everything)):
        for an_id in belongings.ids:
            operation = operations(kind, an_id)[place]
            if operation.name == "signOut":
                continue

            answer = await luca.answer(operation.text, **operation.variables)

            assert none_of_it(answer, an_id, eva), (str(operation), an_id, answer)
            if an_id not in json.dumps(operation.variables):
                break
    assert await snapshot(eva) == belongings.snapshot


async def test_a_stranger_learns_nothing_from_any_part_of_a_person(luca, eva, belongings):
    for an_id in belongings.ids:
        for operation in of_person(an_id):
            answer = await luca.answer(operation.text, **operation.variables)

            assert none_of_it(answer, an_id, eva), (str(operation), answer)


async def test_anothers_id_is_answered_as_one_that_does_not_exist(luca, belongings):
    nowhere = str(uuid4())
    for an_id in belongings.ids:
        unknown = nowhere
        if an_id in belongings.ids[5:9]:
            entry = Entry.parse(an_id)
            unknown = Entry(
                entry.type, nowhere, entry.record_id, entry.start_ms, entry.end_ms
            ).id
        for kind in ("query", "mutation"):
            pairs = zip(operations(kind, an_id), operations(kind, unknown), strict=True)
            for of_eva, of_nobody in pairs:
                if an_id not in json.dumps(of_eva.variables):
                    continue
                answer = await luca.answer(of_eva.text, **of_eva.variables)
                to_nobody = await luca.answer(of_nobody.text, **of_nobody.variables)

                assert without(answer, an_id) == without(to_nobody, unknown), str(of_eva)


async def test_nothing_is_written_in_anothers_name(luca, eva, belongings, log):
    for operation in operations("mutation", belongings.ids[2]):
        await luca.answer(operation.text, **operation.variables)

    assert {envelope.user_id for envelope in log.envelopes} <= {luca.user_id}
    assert manual_source_id(eva.user_id) not in {one.source_id for one in log.envelopes}


@pytest.mark.parametrize("place", range(len(operations("subscription", ""))))
async def test_a_stranger_hears_nothing(place, luca, eva, belongings, services):
    graph = the_graph()
    metrics = GraphMetrics(CollectorRegistry())

    for an_id in (belongings.ids[4], belongings.ids[0]):
        operation = operations("subscription", an_id)[place]
        context = Context(services, metrics, is_socket=True)
        await context.identify(f"Bearer {luca.token}")
        heard = asyncio.create_task(hear(graph, operation, context))
        await asyncio.sleep(0.05)
        await let_evas_house_move(services, eva, belongings)
        answers = await heard

        assert all(none_of_it(answer, an_id, eva) for answer in answers), answers


async def hear(graph, operation, context):
    answers = []
    stream = await graph.subscribe(
        operation.text, variable_values=operation.variables, context_value=context
    )
    try:
        async with asyncio.timeout(0.2):
            async for result in stream:
                answers.append({"data": result.data, "errors": str(result.errors)})  # noqa: PERF401
    except TimeoutError:
        pass
    finally:
        await stream.aclose()
    return answers


async def let_evas_house_move(services, eva, belongings):
    today = NOW.date().isoformat()
    change = Change(
        user_id=eva.user_id, stream="quick", batch=0, dates=[today], metrics=["steps"]
    )
    await services.live.put([reading(eva.user_id, belongings.ids[1])])
    await services.live.tell([change])
    services.advice.moved.say(eva.user_id, RecommendationKind.MEAL)
    await services.import_watch.show(belongings.ids[4], ImportProgress(read=8765))
