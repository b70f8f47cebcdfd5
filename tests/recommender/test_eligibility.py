from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.items import Intensity, Meal
from recommender.catalogue.loader import load_meals, load_workouts
from recommender.catalogue.vocabulary import EQUIPMENT, Region
from recommender.context import PersonContext, Rules, Today
from recommender.eligibility import eligible, forbidden_by
from recommender.interactions import RecommendationKind
from recommender.service import Recommender
from schema.nutrition.allergens import Allergen
from schema.nutrition.diets import Diet

MEALS = {meal.id: meal for meal in load_meals()}
WORKOUTS = {workout.id: workout for workout in load_workouts()}


def test_a_meal_with_an_allergen_of_theirs_is_forbidden(person):
    rules = Rules(allergens=("Nuts",), diet=(), injuries=(), equipment=())

    assert forbidden_by(MEALS["apple-almonds"], person(rules=rules)) == "allergens"
    assert forbidden_by(MEALS["apple-sunflower-seeds"], person(rules=rules)) is None


def test_unknown_allergens_forbid_a_meal_to_everybody(person):
    unknown = replace(MEALS["apple-almonds"], allergens=None)

    assert forbidden_by(unknown, person()) == "allergens_unknown"


def test_an_allergen_that_nobody_knows_forbids_every_meal(person):
    rules = Rules(allergens=("moon dust",), diet=(), injuries=(), equipment=())

    assert eligible(load_meals(), person(rules=rules)) == []


def test_whoever_never_told_gets_meals_free_of_all_fourteen(person):
    allowed = eligible(load_meals(), person(rules=Rules()))

    assert allowed
    assert all(not load_meals()[place].allergens for place in allowed)


@pytest.mark.parametrize("word", ["knee", "left knee", "Knees", "right-knee"])
def test_a_hurt_knee_is_not_loaded_however_it_is_written(person, word):
    rules = Rules(allergens=(), diet=(), injuries=(word,), equipment=tuple(EQUIPMENT))

    allowed = [
        load_workouts()[place] for place in eligible(load_workouts(), person(rules=rules))
    ]

    assert allowed
    assert all(Region.KNEE not in workout.loads for workout in allowed)


def test_an_unknown_injury_leaves_only_what_loads_nothing(person):
    rules = Rules(allergens=(), diet=(), injuries=("spleen",), equipment=())

    allowed = [
        load_workouts()[place] for place in eligible(load_workouts(), person(rules=rules))
    ]

    assert allowed
    assert all(not workout.loads for workout in allowed)


def test_whoever_never_told_of_injuries_gets_nothing_vigorous(person):
    allowed = eligible(load_workouts(), person(rules=Rules()))

    assert allowed
    assert all(load_workouts()[place].intensity is not Intensity.VIGOROUS for place in allowed)


def test_a_meal_larger_than_what_is_left_of_the_day_is_forbidden(person):
    late = Today(energy_target_kcal=2000.0, energy_eaten_kcal=1700.0)

    assert forbidden_by(MEALS["chicken-curry-rice"], person(today=late)) == "energy_left"
    assert forbidden_by(MEALS["edamame-lemon"], person(today=late)) is None


def test_a_target_under_the_floor_never_takes_food_away(person):
    starving = Today(
        energy_target_kcal=900.0, energy_eaten_kcal=900.0, energy_floor_kcal=1500.0
    )

    assert forbidden_by(MEALS["bean-chilli-rice"], person(today=starving)) == "energy_left"
    assert forbidden_by(MEALS["chicken-quinoa-bowl"], person(today=starving)) is None


def test_a_body_that_needs_rest_gets_nothing_vigorous(person):
    today = Today(readiness=20.0)
    run = replace(WORKOUTS["run-6mph-30"], equipment=frozenset())

    assert forbidden_by(run, person(today=today)) == "recovery"
    assert forbidden_by(WORKOUTS["walk-45"], person(today=today)) is None


def some_of(words):
    return st.none() | st.lists(st.sampled_from(sorted(words)), max_size=4).map(tuple)


PEOPLE = st.builds(
    PersonContext,
    user_id=st.uuids().map(str),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    rules=st.builds(
        Rules,
        allergens=some_of([*Allergen, "dairy", "shellfish", "moon dust"]),
        diet=some_of([*Diet, "breatharian"]),
        injuries=some_of([*Region, "left knee", "back", "spleen"]),
        equipment=some_of(EQUIPMENT),
    ),
    today=st.builds(
        Today,
        energy_target_kcal=st.none() | st.floats(1200, 4000),
        energy_eaten_kcal=st.none() | st.floats(0, 4500),
        energy_floor_kcal=st.none() | st.floats(1200, 2000),
        readiness=st.none() | st.floats(0, 100),
    ),
)


@settings(max_examples=2000)
@given(PEOPLE, st.sampled_from(RecommendationKind))
def test_no_slate_ever_breaks_a_rule(somebody, kind):
    slate = Recommender(lambda _: None).slate(somebody, kind, first=8)

    for offer in slate.offers:
        assert broken(offer.item, somebody, for_tomorrow=slate.for_tomorrow) == []


def broken(item, somebody, *, for_tomorrow):
    """Say which rules an item breaks, told again from the raw words of the person."""
    rules, today = somebody.rules, somebody.today
    told = {word.casefold() for word in rules.allergens or ()}
    meant = {"dairy": {"MILK"}, "shellfish": {"CRUSTACEANS", "MOLLUSCS"}}
    hurt = {"left knee": {"knee"}, "back": {"lower_back", "neck"}}
    found = []
    if isinstance(item, Meal):
        avoided = set().union(*(meant.get(word, {word.upper()}) for word in told))
        forbidden = set(Allergen) if rules.allergens is None else avoided
        found += ["allergen"] * bool(forbidden & set(item.allergens))
        found += ["unknown allergen"] * ("moon dust" in told)
        found += ["diet"] * (not set(rules.diet or ()) <= set(item.diets))
        if today.energy_target_kcal is not None:
            target = max(today.energy_target_kcal, today.energy_floor_kcal or 0.0)
            eaten = 0.0 if for_tomorrow else today.energy_eaten_kcal or 0.0
            found += ["energy"] * (item.energy_kcal > target - eaten)
        return found

    regions = set().union(*(hurt.get(word, {word}) for word in rules.injuries or ()))
    found += ["injury"] * bool(regions & set(item.loads))
    found += ["unknown injury"] * ("spleen" in regions and bool(item.loads))
    found += ["equipment"] * (not set(item.equipment) <= set(rules.equipment or ()))
    is_tired = today.readiness is not None and today.readiness < 30
    is_wary = rules.injuries is None or is_tired
    found += ["vigorous"] * (is_wary and item.met >= 6)
    return found
