"""Our top-level names are ours: PyPI has a `schema`, which would shadow the language."""

from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOMS = (
    "schema",
    "ingestion",
    "spark_streaming",
    "recommender",
    "graph_api",
    "infra",
    "app_flet",
)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_imported_from_this_repository(room):
    assert Path(find_spec(room).origin).is_relative_to(REPOSITORY)


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_owns_a_rooms_name(room):
    assert set(packages_distributions().get(room, [])) <= {"pulseplate"}
