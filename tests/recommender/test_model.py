import numpy as np
import pytest

from recommender.artefact import decoded, encoded
from recommender.blend import TERMS, Blend, BlendParameters
from recommender.interactions import RecommendationKind
from recommender.model import VOICE, Past, model_of
from recommender.segments import EVERYBODY
from recommender.tabling import training_table
from tests.recommender.houses import favourites, house_of_tastes


@pytest.fixture(scope="module")
def blend():
    house = house_of_tastes()
    table = training_table(house.interactions, RecommendationKind.MEAL)
    segments = [house.segments[user] for user in table.user_ids]
    weights = {name: 1.0 for name in TERMS if name != "repeat"}
    return Blend(table, BlendParameters(weights=weights), segments)


def test_what_is_served_is_what_was_evaluated(blend):
    model = model_of(blend, RecommendationKind.MEAL, "meal-als-00001")
    matrix = blend.table.matrix()
    for user in (0, 1, 7):
        row = matrix[user]
        last = blend.table.in_time()
        newest = last.items[last.users == user][-1]
        past = Past(row.indices, row.data.astype(float), int(newest))

        served = model.terms(past, blend.segments[user])

        evaluated = blend.terms(np.array([user]))
        for name in served:
            part = evaluated[name][0] * VOICE / len(served)
            np.testing.assert_allclose(served[name], part, atol=1e-4)


def test_a_model_is_the_same_after_it_was_kept(blend):
    model = model_of(blend, RecommendationKind.MEAL, "meal-als-00001")
    again = decoded(encoded(model))

    nothing = Past(np.array([], np.intp), np.array([]))
    assert again.item_ids == model.item_ids
    assert again.parameters == model.parameters
    for segment in (EVERYBODY, "TASTE0", "NEVER:SEEN"):
        kept, made = again.terms(nothing, segment), model.terms(nothing, segment)
        assert kept.keys() == made.keys()
        for name in made:
            np.testing.assert_allclose(kept[name], made[name])


def test_somebody_new_is_ranked_like_their_segment(blend):
    model = model_of(blend, RecommendationKind.MEAL, "meal-als-00001")
    nothing = Past(np.array([], np.intp), np.array([]))

    for segment in ("TASTE0", "TASTE1"):
        scores = sum(model.terms(nothing, segment).values())
        best = [model.item_ids[place] for place in np.argsort(-scores)[:8]]
        loved = favourites(house_of_tastes(), segment, first=15)
        assert len(set(best) & set(loved)) >= 6
