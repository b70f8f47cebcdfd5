import pytest

from recommender.blend import Blend, BlendParameters
from recommender.interactions import RecommendationKind
from recommender.model import model_of
from recommender.registry import ModelRecord
from recommender.serving import Serving
from recommender.training import training_table
from schema.errors import NotFoundError
from tests.recommender.conftest import EVENING
from tests.recommender.houses import house_of_tastes

MEAL, WORKOUT = RecommendationKind.MEAL, RecommendationKind.WORKOUT


@pytest.fixture
def two_versions(registry):
    house = house_of_tastes(people=12)
    table = training_table(house.interactions, MEAL)
    for _ in range(2):
        version = registry.next_version(MEAL)
        registry.keep(model_of(Blend(table, BlendParameters()), MEAL, version), record(version))
        registry.promote(MEAL, version)
    return registry


def record(version):
    return ModelRecord(
        version=version,
        kind=MEAL,
        trained_at=EVENING,
        interactions=144,
        people=12,
        metrics={"pulseplate": {"ndcg@10": 0.4}, "popularity": {"ndcg@10": 0.2}},
        chosen={"factors": 16},
        data_version="feedback-144-none",
        git_revision="a1b2c3d",
        is_promoted=True,
        reason="beat the trivial",
    )


def test_rolling_back_serves_the_version_before_and_then_the_default_options(two_versions):
    assert two_versions.current(MEAL) == "meal-als-00002"

    assert two_versions.rollback(MEAL) == "meal-als-00001"
    assert two_versions.current(MEAL) == "meal-als-00001"
    assert two_versions.rollback(MEAL) is None
    assert two_versions.current(MEAL) is None
    with pytest.raises(NotFoundError):
        two_versions.rollback(MEAL)


def test_who_serves_follows_without_a_restart(two_versions):
    serving = Serving(two_versions)
    serving.look()
    assert serving.model(MEAL).version == "meal-als-00002"
    assert serving.look() == []

    two_versions.rollback(MEAL)
    assert serving.look() == [MEAL]
    assert serving.model(MEAL).version == "meal-als-00001"

    two_versions.rollback(MEAL)
    assert serving.look() == [MEAL]
    assert serving.model(MEAL) is None


def test_a_version_that_is_not_there_leaves_the_old_one_serving(two_versions):
    serving = Serving(two_versions)
    serving.look()

    two_versions.promote(MEAL, "meal-als-09999")

    assert serving.look() == []
    assert serving.model(MEAL).version == "meal-als-00002"


def test_kinds_do_not_touch_each_other(two_versions):
    assert two_versions.current(WORKOUT) is None
    assert two_versions.records(WORKOUT) == []
    assert two_versions.next_version(WORKOUT) == "workout-als-00001"
    assert two_versions.next_version(MEAL) == "meal-als-00003"


def test_a_record_is_kept_as_it_was_made(two_versions):
    kept = two_versions.records(MEAL)

    assert kept == [record("meal-als-00001"), record("meal-als-00002")]
