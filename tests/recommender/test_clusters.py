import numpy as np

from recommender.artefact import decoded, encoded
from recommender.blend import Blend, BlendParameters
from recommender.clusters import clusters_of
from recommender.evaluation.splits import Split
from recommender.model import model_of
from recommender.people import People
from recommender.tabling import training_table
from recommender.tuning import tune
from tests.recommender.conftest import MEAL
from tests.recommender.houses import favourites, house_of_tastes

LIVES = {"TASTE0": 0.0, "TASTE1": 10.0, "TASTE2": 20.0, "TASTE3": 30.0}


def features_of(house, rng):
    """Whoever has a taste trains accordingly; of some nothing is known."""
    return {
        user: {
            "weekly_cardio_load": LIVES[segment] + rng.normal(),
            "mean_steps": 8000 + 100 * LIVES[segment] + 100 * rng.normal(),
        }
        for user, segment in house.segments.items()
        if rng.random() < 0.9
    }


def test_people_who_live_alike_are_found_together():
    rng = np.random.default_rng(1)
    lives = [
        (kind, {"steps": 900.0 * kind + 90.0 * rng.normal(), "load": rng.normal() - 9.0 * kind})
        for kind in (0, 1, 2)
        for _ in range(20)
    ]

    clusters = clusters_of([one for _, one in lives], 3)

    named = {kind: {clusters.of(one) for own, one in lives if own == kind} for kind in range(3)}
    assert all(len(names) == 1 for names in named.values())
    assert len(set.union(*named.values())) == 3


def test_of_whom_too_little_is_known_belongs_to_no_cluster():
    lives = [{"a": float(one), "b": 1.0, "c": 2.0} for one in range(40)]

    clusters = clusters_of([*lives, {}], 4)

    assert clusters.of({}) is None
    assert clusters.of({"a": 1.0}) is None
    assert clusters.of({"a": 1.0, "b": 1.0}) is not None
    assert clusters_of(lives[:20], 4) is None


def test_clusters_serve_where_they_foretell_more_than_segments():
    house = house_of_tastes()
    lives = features_of(house, np.random.default_rng(2))
    table = training_table(house.interactions, MEAL)
    people = People(table.user_ids, {}, lambda _: lives)

    tuned = tune(table, Split.TIME, with_repeats=False, people=people)

    assert tuned.parameters.clusters
    assert max(tuned.ablation, key=tuned.ablation.get).endswith("clusters")


def test_clusters_that_say_nothing_of_taste_do_not_serve():
    house = house_of_tastes()
    rng = np.random.default_rng(3)
    lives = {user: {"a": rng.normal(), "b": rng.normal()} for user in house.segments}
    table = training_table(house.interactions, MEAL)
    people = People(table.user_ids, house.segments, lambda _: lives)

    tuned = tune(table, Split.TIME, with_repeats=False, people=people)

    assert {"nobody", "segment", "4 clusters"} <= tuned.ablation.keys()
    assert tuned.parameters.clusters == 0


def test_somebody_new_is_advised_like_those_who_live_like_them():
    house = house_of_tastes()
    lives = features_of(house, np.random.default_rng(2))
    table = training_table(house.interactions, MEAL)
    people = People(table.user_ids, {}, lambda _: lives)
    blend = Blend(
        table, BlendParameters(clusters=4), people.segments, features=people.features(table)
    )
    model = decoded(encoded(model_of(blend, MEAL, "meal-als-00001")))

    for segment, life in LIVES.items():
        group = model.group("*", {"weekly_cardio_load": life, "mean_steps": 8000 + 100 * life})
        liked = [model.item_ids[place] for place in np.argsort(-model.recent[group])[:8]]
        assert len(set(liked) & set(favourites(house, segment, first=15))) >= 6
    assert model.group("TASTE1", {}) == "TASTE1"
