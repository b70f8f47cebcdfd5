import pytest

from recommender.interactions import RecommendationKind
from recommender.ranking import DEFAULT_VERSION
from recommender.service import Recommender
from recommender.serving import Serving
from recommender.training import TrainingSet, train, training_table
from schema.errors import NotFoundError
from tests.recommender.conftest import EVENING, did
from tests.recommender.houses import favourites, house_of_tastes, house_without_taste

MEAL = RecommendationKind.MEAL


def trained(house, registry):
    return train(MEAL, house, registry, "a1b2c3d", lambda: EVENING)


def test_a_model_that_beats_the_trivial_baselines_serves(registry):
    record = trained(house_of_tastes(), registry)

    assert record.is_promoted, record.reason
    assert registry.current(MEAL) == record.version == "meal-als-00001"
    reached = {name: metric["ndcg@10"] for name, metric in record.metrics.items()}
    trivial = {"popularity", "recency_popularity", "repeat"}
    assert {*trivial, "item_knn", "als"} <= reached.keys()
    assert reached["pulseplate"] > max(reached[name] for name in trivial)
    assert record.git_revision == "a1b2c3d"
    assert (record.interactions, record.people) == (120 * 12, 120)
    assert {"factors", "rho", "tau_days", "weight_taste"} <= record.chosen.keys()


def test_a_model_that_does_not_is_recorded_and_does_not_serve(registry):
    record = trained(house_without_taste(), registry)

    assert not record.is_promoted, record.reason
    assert registry.current(MEAL) is None
    assert [kept.version for kept in registry.records(MEAL)] == ["meal-als-00001"]
    with pytest.raises(NotFoundError):
        registry.load(MEAL, record.version)


def test_with_too_little_to_learn_from_nothing_is_kept(registry):
    record = trained(TrainingSet((did("liked", "toast"),), {}, "feedback-1-none"), registry)

    assert "are needed" in record.reason
    assert registry.records(MEAL) == []


def test_the_old_model_serves_until_the_new_one_has_won(registry):
    first = trained(house_of_tastes(), registry)

    second = trained(house_without_taste(), registry)

    assert second.version == "meal-als-00002"
    assert registry.current(MEAL) == first.version


def test_somebody_new_eats_what_people_like_them_took_to(registry, person):
    serving = Serving(registry)
    recommender = Recommender(serving.model)
    newcomer = person(segment="TASTE1")
    before = recommender.slate(newcomer, MEAL, first=6)

    trained(house_of_tastes(), registry)
    changed = serving.look()
    after = recommender.slate(newcomer, MEAL, first=6)

    assert changed == [MEAL]
    assert before.model_version == DEFAULT_VERSION
    assert after.model_version == "meal-als-00001"
    loved = set(favourites(house_of_tastes(), "TASTE1", first=15))
    assert sum(offer.item.id in loved for offer in after.offers) > sum(
        offer.item.id in loved for offer in before.offers
    )


def test_a_table_holds_what_speaks_for_items_of_the_catalogue():
    said = [
        did("liked", "apple-almonds", ago_h=3),
        did("disliked", "apple-almonds", ago_h=2),
        did("completed", "carrot-hummus", ago_h=1),
        did("skipped", "edamame-lemon"),
        did("liked", "an item of yesterday's catalogue"),
    ]

    table = training_table(said, MEAL)

    assert [table.item_ids[item] for item in table.items] == ["carrot-hummus"]
    assert table.weights.tolist() == [1.0]
