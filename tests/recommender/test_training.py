from collections import Counter
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from recommender.catalogue.loader import load_meals
from recommender.interactions import RecommendationKind
from recommender.model import Past
from recommender.ranking import DEFAULT_VERSION
from recommender.service import Recommender
from recommender.serving import Serving
from recommender.tabling import item_ids, training_table
from recommender.training import TrainingSet, train
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
    serving = trained(house_of_tastes(), registry)

    record = trained(house_without_taste(), registry)

    assert not record.is_promoted, record.reason
    assert record.reason.startswith("did not clearly beat the trivial")
    assert registry.current(MEAL) == serving.version
    assert [kept.version for kept in registry.records(MEAL)] == [
        "meal-als-00001",
        "meal-als-00002",
    ]
    with pytest.raises(NotFoundError):
        registry.load(MEAL, record.version)


def test_while_nothing_learned_has_won_what_is_popular_serves_under_its_own_name(
    registry, person
):
    record = trained(house_without_taste(), registry)

    assert registry.current(MEAL) == record.version == "meal-popularity-00001"
    assert record.reason.endswith("of popularity; popularity serves")
    assert record.chosen["weight_popularity"] == 1.0
    serving = Serving(registry)
    serving.look()
    slate = Recommender(serving.model).slate(person(), MEAL, first=6)
    assert {"taste", "recency"}.isdisjoint(slate.offers[0].impression.contributions)
    assert slate.model_version == record.version

    assert trained(house_of_tastes(), registry).version == "meal-als-00002"
    assert registry.current(MEAL) == "meal-als-00002"


def test_with_too_little_to_learn_from_nothing_is_kept(registry):
    record = trained(TrainingSet((did("liked", "toast"),), {}, "feedback-1-none"), registry)

    assert "are needed" in record.reason
    assert registry.records(MEAL) == []


def test_people_all_new_are_judged_by_what_each_did_last(registry):
    house = house_of_tastes(people=24, each=10)
    one_after_the_other = [
        replace(one, at=EVENING - timedelta(minutes=len(house.interactions) - place))
        for place, one in enumerate(house.interactions)
    ]

    record = trained(replace(house, interactions=tuple(one_after_the_other)), registry)

    assert record.split == "last"
    assert record.metrics["pulseplate"]["ndcg@10"] > 0.0


def test_of_two_camps_that_speak_one_after_the_other_somebody_new_is_offered_their_own(
    registry, person
):
    catalogue = item_ids(MEAL)
    camps = catalogue[:40:5], catalogue[2:40:5]
    said = []
    for number in range(20):
        ours, theirs = camps[number % 2], camps[1 - number % 2]
        said += [did("liked", item, user=f"person-{number}") for item in ours]
        said += [did("disliked", item, user=f"person-{number}") for item in theirs]
    in_turn = [
        replace(one, at=EVENING - timedelta(seconds=len(said) - place))
        for place, one in enumerate(said)
    ]

    record = trained(TrainingSet(tuple(in_turn), {}, "feedback-320-none"), registry)

    assert record.split == "random"
    assert record.version == "meal-als-00001"
    serving = Serving(registry)
    serving.look()
    for ours, theirs in (camps, camps[::-1]):
        newcomer = person([did("liked", item) for item in ours[:3]])
        offers = Recommender(serving.model).slate(newcomer, MEAL, first=20).offers
        offered = [offer.item.id for offer in offers]
        assert sum(item in offered for item in ours) > sum(item in offered for item in theirs)


def test_what_few_people_did_since_decides_nothing(registry):
    record = trained(house_of_tastes(people=6, each=20), registry)

    assert record.reason.startswith("what 6 people did since decides nothing")
    assert record.version == f"meal-{record.reason.split()[-2]}-00001"


def test_the_old_model_serves_until_the_new_one_has_won(registry):
    first = trained(house_of_tastes(), registry)

    second = trained(house_without_taste(), registry)

    assert second.version == "meal-als-00002"
    assert registry.current(MEAL) == first.version


def test_when_it_cannot_be_read_what_serves_a_training_says_it_anew(registry):
    registry.objects.put("models/meal/serving.json", b"{")

    record = trained(house_without_taste(), registry)

    assert registry.current(MEAL) == record.version == "meal-popularity-00001"


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


def test_a_reason_names_what_was_done_and_not_what_is_only_like_it(registry, person):
    trained(house_of_tastes(), registry)
    serving = Serving(registry)
    serving.look()
    loved = favourites(house_of_tastes(), "TASTE1")[0]
    title = next(meal.title for meal in load_meals() if meal.id == loved)

    def says_so(signal):
        somebody = person([did(signal, loved, ago_h=30)], segment="TASTE1")
        slate = Recommender(serving.model).slate(somebody, MEAL, first=20)
        return any(title in offer.impression.reason for offer in slate.offers)

    assert says_so("completed")
    assert not says_so("resembled")


def test_what_people_like_them_turned_down_is_not_for_somebody_new(registry, person):
    house = house_of_tastes()
    serving = Serving(registry)
    recommender = Recommender(serving.model)
    newcomer = person(segment="TASTE1:NEW")
    trained(house, registry)
    serving.look()
    before = {offer.item.id for offer in recommender.slate(newcomer, MEAL, first=6).offers}

    averse = [f"averse-{number}" for number in range(20)]
    said = tuple(did("disliked", item, user=user) for user in averse for item in before)
    segments = dict.fromkeys(averse, "TASTE1:NEW") | house.segments
    record = trained(TrainingSet(house.interactions + said, segments, "more"), registry)
    serving.look()
    after = {offer.item.id for offer in recommender.slate(newcomer, MEAL, first=6).offers}

    assert record.is_promoted, record.reason
    assert len(before & after) <= 2


@pytest.mark.parametrize(
    ("signal", "every", "times"),
    [("liked", timedelta(minutes=1), 1000), ("completed", timedelta(days=1), 60)],
)
def test_what_one_person_cannot_let_be_is_not_for_everybody(registry, signal, every, times):
    house = house_of_tastes()
    counted = Counter(one.item_id for one in house.interactions)
    least = min(item_ids(MEAL), key=lambda item_id: counted[item_id])
    again = tuple(
        replace(did(signal, least, user="person-0"), at=EVENING - every * time)
        for time in range(times)
    )

    record = trained(replace(house, interactions=house.interactions + again), registry)

    assert record.version == "meal-als-00001", record.reason
    model = registry.load(MEAL, record.version)
    stranger = Past(np.array([], np.intp), np.array([]))
    scores = sum(model.terms(stranger, "").values())
    assert (scores > scores[model.places[least]]).sum() > 20
    assert (model.popular > model.popular[model.places[least]]).sum() > 60


def test_a_table_holds_what_speaks_for_items_of_the_catalogue_and_against_them():
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
    against = table.against
    assert [table.item_ids[item] for item in against.items] == [
        "apple-almonds",
        "edamame-lemon",
    ]
    assert against.weights.tolist() == pytest.approx([1.0, 0.1], rel=1e-3)


def test_who_does_it_again_has_forgiven_it():
    said = [
        did("disliked", "apple-almonds", ago_h=3),
        did("completed", "apple-almonds", ago_h=1),
    ]

    table = training_table(said, MEAL)

    assert len(table) == 1
    assert table.against is None
