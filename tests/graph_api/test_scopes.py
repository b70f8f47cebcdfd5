import pytest

from graph_api.auth import opens
from tests.graph_api.clients import Client
from tests.graph_api.everything import of_person, operations

OPEN_TO_ALL = {"signUp", "signIn", "refreshSession"}
KEY = """
mutation ($scopes: [String!]!) {
  createApiKey(input: {name: "third party", scopes: $scopes}) {
    ... on ApiKeyCredentials { token }
  }
}
"""
DEVICE = """
mutation { registerDevice(input: {kind: WATCH}) { ... on DeviceCredentials { token } } }
"""


@pytest.fixture
def with_scopes(luca):
    async def with_these(*scopes: str) -> Client:
        token = (await luca.data(KEY, scopes=list(scopes)))["createApiKey"]["token"]
        return luca.with_token(token)

    return with_these


@pytest.fixture
async def device(luca):
    return luca.with_token((await luca.data(DEVICE))["registerDevice"]["token"])


def everything():
    roots = [each for kind in ("query", "mutation") for each in operations(kind, "none")]
    parts = [each for each in of_person("none") if each.name != "me.id"]
    return [each for each in (*roots, *parts) if each.name not in OPEN_TO_ALL]


async def test_without_a_token_every_field_is_closed(nobody):
    for operation in everything():
        code = await nobody.code(operation.text, **operation.variables)

        assert code == "UNAUTHENTICATED", str(operation)


async def test_a_device_can_ask_and_change_nothing(device):
    for operation in everything():
        code = await device.code(operation.text, **operation.variables)

        assert code == "NOT_ALLOWED", str(operation)


async def test_a_key_that_only_brings_events_can_ask_and_change_nothing(with_scopes):
    key = await with_scopes("ingest")
    for operation in everything():
        assert await key.code(operation.text, **operation.variables) == "NOT_ALLOWED", operation


async def test_a_key_that_reads_changes_nothing(with_scopes):
    key = await with_scopes("read")
    for operation in operations("mutation", "none"):
        if operation.name in OPEN_TO_ALL:
            continue
        assert await key.code(operation.text, **operation.variables) == "NOT_ALLOWED", operation


async def test_no_key_makes_what_outlives_it(with_scopes):
    key = await with_scopes("read", "write")

    assert await key.code(KEY, scopes=["read"]) == "NOT_ALLOWED"
    assert await key.code(DEVICE) == "NOT_ALLOWED"
    assert await key.code("{ me { apiKeys { prefix } } }") == "NOT_ALLOWED"
    assert await key.code("mutation { signOut }") == "NOT_ALLOWED"


async def test_a_finer_scope_opens_its_part_alone(with_scopes):
    key = await with_scopes("read:training")

    assert (await key.data("{ me { day { steps } } }"))["me"]["day"] == {"steps": None}
    assert await key.code("{ me { email } }") == "NOT_ALLOWED"
    assert await key.code("{ me { devices { id } } }") == "NOT_ALLOWED"


@pytest.mark.parametrize("part", ["startWeightKg", "startedOn", "progress", "expectedOn"])
async def test_how_far_one_has_come_tells_a_weight_and_needs_its_scope(with_scopes, part):
    query = f"{{ me {{ goals {{ {part} }} }} }}"
    profile = await with_scopes("read:profile")
    both = await with_scopes("read:profile", "read:recovery")

    assert await profile.code(query) == "NOT_ALLOWED"
    assert (await both.data(query))["me"]["goals"] == {part: None}


async def test_who_may_only_change_a_profile_reports_no_weight_and_reads_nothing(
    with_scopes, luca, log
):
    changes = "mutation { updateProfile(input: {%s}) { ... on Profile { %s } } }"
    goals = "mutation { updateGoals(input: {dailySteps: 9000}) { ... on Goals { %s } } }"
    key = await with_scopes("write:profile")

    assert await key.code(changes % ("weightKg: 80", "__typename")) == "NOT_ALLOWED"
    assert await key.code(changes % ("heightCm: 180", "birthDate")) == "NOT_ALLOWED"
    assert await key.code(goals % "targetWeightKg") == "NOT_ALLOWED"
    changed = await key.data(changes % ("heightCm: 181", "__typename"))

    assert changed["updateProfile"] == {"__typename": "Profile"}
    assert log.envelopes == []
    known = (await luca.data("{ me { profile { heightCm } } }"))["me"]["profile"]
    assert known == {"heightCm": 181}


async def test_who_may_change_a_profile_and_report_a_weight_does_both(with_scopes, log):
    key = await with_scopes("write:profile", "write:recovery")

    await key.data("mutation { updateProfile(input: {weightKg: 80}) { __typename } }")

    assert [envelope.values for envelope in log.envelopes] == [[80.0]]


async def test_the_id_of_a_key_is_the_key_to_its_owner_and_a_source_to_a_key(with_scopes, luca):
    key = await with_scopes("read:devices")
    key_id = (await luca.data("{ me { apiKeys { id } } }"))["me"]["apiKeys"][0]["id"]
    query = "query ($id: ID!) { node(id: $id) { __typename id } }"

    assert (await luca.data(query, id=key_id))["node"] == {"__typename": "ApiKey", "id": key_id}
    assert (await key.data(query, id=key_id))["node"] == {"__typename": "Source", "id": key_id}


@pytest.mark.usefixtures("device")
async def test_an_id_opens_no_more_than_the_scope(with_scopes, luca):
    device_id = (await luca.data("{ me { devices { id } } }"))["me"]["devices"][0]["id"]
    key = await with_scopes("read:training")

    found = await key.data("query ($id: ID!) { node(id: $id) { id } }", id=device_id)

    assert found["node"] is None


async def test_what_a_key_logs_has_the_key_for_its_source(with_scopes, luca, log):
    key = await with_scopes("write:recovery")
    log_weight = """
    mutation {
      logWeight(input: {time: "2026-11-01T07:00:00Z", weightKg: 80}) { __typename }
    }
    """

    assert (await key.data(log_weight))["logWeight"] == {"__typename": "Weight"}

    sources = (await luca.data("{ me { sources { id name kind } } }"))["me"]["sources"]
    kinds = {source["id"]: source["kind"] for source in sources}
    assert kinds[log.envelopes[0].source_id] == "API_KEY"


@pytest.mark.parametrize(
    ("scopes", "needed", "is_open"),
    [
        ({"read"}, "read:live", True),
        ({"read:live"}, "read:live", True),
        ({"read:live"}, "read:devices", False),
        ({"read:live"}, "read", True),
        ({"write"}, "read", False),
        ({"readiness"}, "read", False),
        (set(), "read", False),
    ],
)
def test_a_scope_opens_its_own_parts(scopes, needed, is_open):
    assert opens(frozenset(scopes), needed) is is_open
