from dataclasses import replace

import httpx
import pytest
from prometheus_client import CollectorRegistry

from graph_api.app import create_app
from tests.graph_api.conftest import BRIDGE_SECRET

DEVICE = """
mutation {
  registerDevice(input: {kind: WATCH}) {
    ... on DeviceCredentials { token device { id } }
  }
}
"""
REVOKE = "mutation ($id: ID!) { revokeDevice(id: $id) { ... on Device { state } } }"


def caller(app, host, headers=None):
    transport = httpx.ASGITransport(app=app, client=(host, 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://house", headers=headers)


async def asks(http, username, password):
    question = {"username": username, "password": password, "clientid": "c"}
    return await http.post("/internal/mqtt/auth", json=question)


async def test_a_device_connects_with_its_own_token_alone(http, luca):
    made = (await luca.data(DEVICE))["registerDevice"]
    other = (await luca.data(DEVICE))["registerDevice"]
    device_id = made["device"]["id"]

    own = await asks(http, device_id, made["token"])
    others = await asks(http, device_id, other["token"])
    persons = await asks(http, device_id, luca.token)

    assert own.json() == {"result": "allow"}
    assert others.json() == persons.json() == {"result": "deny"}


async def test_a_revoked_device_is_refused(http, luca):
    made = (await luca.data(DEVICE))["registerDevice"]
    revoked = await luca.data(REVOKE, id=made["device"]["id"])

    answer = await asks(http, made["device"]["id"], made["token"])

    assert revoked["revokeDevice"] == {"state": "REVOKED"}
    assert answer.json() == {"result": "deny"}


async def test_the_bridge_connects_with_the_secret_of_the_house(http):
    assert (await asks(http, "bridge", BRIDGE_SECRET)).json() == {"result": "allow"}
    assert (await asks(http, "bridge", "a guess")).json() == {"result": "deny"}
    assert (await asks(http, None, None)).json() == {"result": "deny"}


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("203.0.113.9", {}, 403),
        ("203.0.113.9", {"x-house-secret": BRIDGE_SECRET}, 200),
        ("127.0.0.1", {"x-house-secret": "a guess"}, 403),
        ("127.0.0.1", {"x-forwarded-for": "203.0.113.9"}, 403),
    ],
)
async def test_only_the_broker_of_the_house_may_ask(app, host, headers, status):
    async with caller(app, host, headers) as http:
        assert (await asks(http, "bridge", "x")).status_code == status


async def test_the_process_answers_before_the_house_is_ready(services):
    services.heartbeats.said = {}
    async with caller(create_app(services), "127.0.0.1") as http:
        assert (await http.get("/healthz")).status_code == 200


async def test_ready_is_when_every_role_and_store_is(http):
    answer = await http.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "waiting_for": {}}


async def test_what_is_not_ready_is_named(services):
    async def broken() -> None:
        raise ConnectionRefusedError("port 9092")

    async def fine() -> int:
        return 1

    services.heartbeats.said = {"bridge": "ready", "live": "ready", "spark": "starting"}
    probed = replace(services, probes={"kafka": broken, "sql": fine})
    async with caller(create_app(probed), "127.0.0.1") as http:
        answer = await http.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "waiting_for": {
            "relay": "silent",
            "spark": "starting",
            "kafka": "ConnectionRefusedError: port 9092",
        },
    }


async def test_operations_are_counted_by_what_they_ask(http, luca):
    await luca.data("query Whatever { me { name } }")
    await luca.answer("{ me { nonsense } }")

    metrics = (await http.get("/metrics")).text

    asked = "pulseplate_graph_operations_total{operation="
    assert f'{asked}"query me",outcome="ok"}} 1.0' in metrics
    assert f'{asked}"refused",outcome="error"}} 1.0' in metrics
    assert 'pulseplate_graph_duration_seconds_count{operation="query me"} 1.0' in metrics


async def test_names_of_clients_make_no_metrics_of_their_own(http, luca):
    for number in range(3):
        await luca.answer(f"{{ field_{number} }}")

    assert "field_" not in (await http.get("/metrics")).text


async def test_a_bug_is_told_as_a_reference_and_logged_with_its_cause(luca, lake, caplog):
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    lake.days = broken

    error = (await luca.answer("{ me { name day { steps } } }"))["errors"][0]

    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret detail" not in error["message"]
    assert error["extensions"]["reference"] in caplog.text
    assert "secret detail" in caplog.text


ALIASES = " ".join(f"a{n}: timezone" for n in range(41))
WORDS = " ".join("timezone" for _ in range(3001))
DEEP = "{ me " + "{ devices " * 16 + "{ id }" + " }" * 17


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (f"{{ me {{ {ALIASES} }} }}", "41 aliases found"),
        (f"{{ me {{ {WORDS} }} }}", "more than 3000 tokens"),
        (DEEP, "exceeds maximum operation depth"),
    ],
)
async def test_a_query_that_asks_too_much_is_refused(luca, query, reason):
    answer = await luca.answer(query)

    assert any(reason in error["message"] for error in answer["errors"]), answer
    assert answer.get("data") is None


async def test_the_playground_needs_nothing_from_elsewhere(http):
    page = await http.get("/graphql", headers={"accept": "text/html"})

    assert page.status_code == 200
    assert "https://" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for file in ("playground.js", "playground.css"):
        assert f"/playground/{file}" in page.text
        assert (await http.get(f"/playground/{file}")).status_code == 200


async def test_a_page_of_a_known_origin_may_call(http):
    headers = {
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }

    known = await http.options("/graphql", headers=headers)
    unknown = await http.options("/graphql", headers=headers | {"origin": "https://x.example"})

    assert known.headers["access-control-allow-origin"] == "https://app.example"
    assert "access-control-allow-origin" not in unknown.headers


async def test_two_apps_keep_their_own_metrics(services):
    for _ in range(2):
        create_app(replace(services, registry=CollectorRegistry()))
