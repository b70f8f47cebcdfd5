from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, validate

from app_flet import documents, vocabulary

PUBLISHED = Path(__file__).parents[2] / "schema" / "contracts" / "schema.graphql"


@pytest.fixture(scope="module")
def graph() -> GraphQLSchema:
    return build_schema(PUBLISHED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", documents.names())
def test_an_operation_is_one_that_the_published_graph_answers(graph, name):
    assert validate(graph, documents.request(name, {}).document) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (vocabulary.SEXES, "Sex"),
        (vocabulary.GOAL_KINDS, "GoalKind"),
        (vocabulary.DEVICE_KINDS, "DeviceKind"),
        (vocabulary.METRICS, "Metric"),
    ],
)
def test_a_word_offered_is_one_that_the_graph_takes(graph, words, name):
    assert set(words) <= set(graph.type_map[name].values)
