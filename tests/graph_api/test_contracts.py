import json
import re
from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from graph_api.graph import sdl
from infra.contracts import FOLDER, contracts
from schema.events import EVENT_TYPES


@pytest.mark.parametrize("name", contracts())
def test_the_published_contract_is_what_the_code_says(name):
    published = (FOLDER / name).read_text(encoding="utf-8")

    assert published == contracts()[name], "run: ./pulseplate contracts export"


APP_OPERATIONS = Path(__file__).parents[2] / "app_flet" / "operations"

PROMISED = """
    me: User!
    node(id: ID!): Node
    profile: Profile!
    goals: Goals!
    defaults: [DefaultOption!]!
    devices: [Device!]!
    sources: [Source!]!
    apiKeys: [ApiKey!]!
    imports: [Import!]!
    days(from: Date!, to: Date!): DayColumns!
    live: [LiveMeasurement!]!
    samplingIntervalS: Float
    metrics: [Metric!]
    batteryPercent: Float
    steps: Int
    zoneMinutes: [Float!]
    trainingLoad: TrainingLoad
    adherence: Adherence
    stages: [SleepStage!]!
    item: RecommendedItem!
    contributions: [Contribution!]!
    rejected: [Rejection!]!
    expiresAt: DateTime!
    union SignInResult = Session | Problem
    union SignUpResult = Session | Problem
    union ProfileResult = Profile | Problem
    union DeviceResult = DeviceCredentials | Device | Problem
    union ApiKeyResult = ApiKeyCredentials | ApiKey | Problem
    union FeedbackResult = Slate | Problem
    signOut: Boolean!
    undoImport(id: ID!): ImportResult!
    retractEntry(id: ID!): RetractResult!
    setSourcePriority(metric: Metric!, sourceIds: [ID!]!): PriorityResult!
    updateDevice(id: ID!, input: DeviceInput!): DeviceResult!
    dayChanged: Day!
    importProgress(id: ID!): Import!
"""


@pytest.mark.parametrize("line", PROMISED.strip().splitlines())
def test_what_clients_rely_on_is_there(line):
    graph = re.sub(r" = null", "", sdl())

    assert line.strip() in graph


@pytest.mark.parametrize("path", sorted(APP_OPERATIONS.glob("*.graphql")), ids=str)
def test_every_operation_of_the_app_fits_the_published_graph(path):
    graph = build_schema((FOLDER / "schema.graphql").read_text(encoding="utf-8"))

    assert validate(graph, parse(with_imports(path, set()))) == []


def with_imports(path, taken):
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r'^#import "(.+)"', text, re.MULTILINE):
        if name not in taken:
            taken.add(name)
            text += with_imports(APP_OPERATIONS / name, taken)
    return text


def test_every_type_of_event_can_be_written_by_its_schema():
    schema = json.loads((FOLDER / "event.schema.json").read_text(encoding="utf-8"))
    sent = {name for name in EVENT_TYPES if not name.startswith("blood_pressure_")}

    refs = {one["$ref"].rpartition("/")[2] for one in schema["oneOf"]}

    assert refs == sent | {"blood_pressure"}
    assert "lb" in schema["$defs"]["body_weight"]["properties"]["unit"]["enum"]
    assert {"required": ["start", "end", "value"]} in schema["$defs"]["steps"]["anyOf"]


def test_every_reference_of_the_topics_leads_somewhere():
    document = json.loads((FOLDER / "asyncapi.json").read_text(encoding="utf-8"))

    for reference in re.findall(r'"#/([^"]+)"', json.dumps(document)):
        place = document
        for step in reference.split("/"):
            place = place[step]
        assert place
