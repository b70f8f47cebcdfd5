import pytest

from recommender.catalogue.loader import load_meals
from recommender.content import content_likeness
from recommender.context import Rules, Today
from recommender.interactions import RecommendationKind
from recommender.ranking import DEFAULT_VERSION
from recommender.service import Recommender
from tests.recommender.conftest import did

MEAL, WORKOUT = RecommendationKind.MEAL, RecommendationKind.WORKOUT


@pytest.fixture
def recommender():
    """A house where nobody has said anything yet."""
    return Recommender(lambda _: None)


def ids(slate):
    return [offer.item.id for offer in slate.offers]


@pytest.mark.parametrize("kind", RecommendationKind)
def test_somebody_new_in_an_empty_house_gets_a_safe_and_varied_slate(recommender, person, kind):
    newcomer = person(rules=Rules(), today=Today(), segment="*:*:*:*")

    slate = recommender.slate(newcomer, kind, first=6)

    assert slate.model_version == DEFAULT_VERSION
    assert len(slate.offers) == 6
    if kind is MEAL:
        assert all(not offer.item.allergens for offer in slate.offers)
    else:
        assert all(offer.item.met < 6 and not offer.item.equipment for offer in slate.offers)
        assert len({offer.item.activity for offer in slate.offers}) >= 3


def test_a_dislike_changes_the_slate_at_once(recommender, person):
    before = ids(recommender.slate(person(), MEAL, first=5))

    after = ids(recommender.slate(person([did("disliked", before[0])]), MEAL, first=5))

    assert before[0] not in after
    assert after != before


def test_a_dislike_pushes_down_what_is_like_it(recommender, person):
    meals = load_meals()
    place = next(place for place, meal in enumerate(meals) if meal.id == "bean-chilli-rice")
    likeness = content_likeness(meals)[place]
    neighbour = meals[max(set(range(len(meals))) - {place}, key=lambda other: likeness[other])]

    def score(history) -> dict[str, float]:
        slate = recommender.slate(person(history), MEAL, first=len(meals))
        found = next(offer for offer in slate.offers if offer.item.id == neighbour.id)
        return found.impression.contributions

    assert "aversion" not in score([])
    assert score([did("disliked", "bean-chilli-rice")])["aversion"] < -0.1


def test_the_same_question_has_the_same_answer(recommender, person):
    assert ids(recommender.slate(person(), MEAL)) == ids(recommender.slate(person(), MEAL))


def test_what_is_said_of_meals_leaves_the_workouts_as_they_are(recommender, person):
    said = [did("disliked", meal.id) for meal in load_meals()]

    for many in range(len(said)):
        slate = recommender.slate(person(said[:many]), WORKOUT)
        assert ids(slate) == ids(recommender.slate(person(), WORKOUT))


def test_contributions_make_up_the_score(recommender, person):
    for kind in RecommendationKind:
        for offer in recommender.slate(person(), kind).offers:
            parts = offer.impression.contributions
            assert sum(parts.values()) == pytest.approx(offer.impression.score)
            assert 0 < offer.impression.propensity <= 1


def test_in_the_evening_dinners_come_first(recommender, person):
    slate = recommender.slate(person(), MEAL, first=3)

    assert all("dinner" in offer.item.slots for offer in slate.offers)


def test_when_nothing_more_fits_today_the_slate_is_for_tomorrow(recommender, person):
    full = Today(energy_target_kcal=2000.0, energy_eaten_kcal=2400.0)

    slate = recommender.slate(person(today=full), MEAL, first=3)

    assert slate.for_tomorrow
    assert all(offer.impression.reason.startswith("For tomorrow") for offer in slate.offers)
    assert "breakfast" in slate.offers[0].item.slots


def test_whoever_cannot_be_promised_safety_gets_an_empty_slate(recommender, person):
    rules = Rules(allergens=("moon dust",), diet=(), injuries=(), equipment=())

    assert recommender.slate(person(rules=rules), MEAL).offers == ()


def test_no_item_stands_twice(recommender, person):
    everything = ids(recommender.slate(person(), WORKOUT, first=200))

    assert len(everything) == len(set(everything)) > 20


def test_a_cool_down_is_counted_from_now_for_tomorrows_slate_too(recommender, person):
    full = Today(energy_target_kcal=2000.0, energy_eaten_kcal=2400.0)
    said = [did("disliked", meal.id, ago_h=27.5 * 24) for meal in load_meals()[:40]]

    slate = recommender.slate(person(said, today=full), MEAL, first=80)

    assert slate.for_tomorrow
    assert not {meal.id for meal in load_meals()[:40]} & set(ids(slate))
