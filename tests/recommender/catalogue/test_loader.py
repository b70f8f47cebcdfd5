import pytest

from recommender.catalogue.foods import foods
from recommender.catalogue.items import Intensity
from recommender.catalogue.loader import (
    CatalogueError,
    load_meals,
    load_workouts,
    meal_of,
    workout_of,
)
from schema.nutrition.allergens import Allergen
from schema.nutrition.diets import Diet

MEAL = {
    "id": "toast",
    "title": "Toast with peanut butter",
    "slots": ["breakfast"],
    "minutes": 5,
    "allergens": ["gluten", "peanuts", "soybeans"],
    "items": {"whole-wheat-bread": 50, "peanut-butter": 20},
}
WALK = {
    "id": "walk",
    "title": "Walk",
    "kind": "walking",
    "minutes": 60,
    "met": 3.5,
    "compendium_code": "17190",
    "equipment": [],
    "loads": ["ankle"],
}


def test_there_are_at_least_sixty_of_each():
    assert len(load_workouts()) >= 60
    assert len(load_meals()) >= 60


def test_nutrients_are_computed_from_the_foods():
    toast = meal_of(MEAL, foods())

    assert toast.energy_kcal == pytest.approx(252 * 0.5 + 598 * 0.2)
    assert toast.fibre_g == pytest.approx(6.0 * 0.5 + 5.0 * 0.2)


def test_a_meal_that_hides_an_allergen_is_refused():
    with pytest.raises(CatalogueError, match="PEANUTS"):
        meal_of(MEAL | {"allergens": ["gluten", "soybeans"]}, foods())


def test_a_meal_that_does_not_speak_of_allergens_has_unknown_ones():
    silent = {key: value for key, value in MEAL.items() if key != "allergens"}

    assert meal_of(silent, foods()).allergens is None


def test_a_meal_of_a_composed_product_has_unknown_allergens():
    composed = MEAL | {"items": {"whole-wheat-bread": 50, "ketchup": 20}}

    assert meal_of(composed, foods()).allergens is None


def test_a_food_without_a_figure_cannot_be_part_of_a_meal():
    with pytest.raises(CatalogueError, match="fibre_g of tempeh"):
        meal_of(MEAL | {"items": {"tempeh": 100}}, foods())


def test_unknown_words_are_refused():
    with pytest.raises(CatalogueError, match="stones"):
        meal_of(MEAL | {"items": {"stones": 100}}, foods())
    with pytest.raises(CatalogueError, match="tea time"):
        meal_of(MEAL | {"slots": ["tea time"]}, foods())
    with pytest.raises(CatalogueError, match="tail"):
        workout_of(WALK | {"loads": ["tail"]})
    with pytest.raises(CatalogueError, match="jetpack"):
        workout_of(WALK | {"equipment": ["jetpack"]})


def test_a_walk_costs_met_times_weight_times_hours():
    walk = workout_of(WALK)

    assert walk.energy_kcal(70.0) == pytest.approx(245.0)
    assert walk.load == 210.0
    assert walk.intensity is Intensity.MODERATE
    assert walk.kind == "cardio"


def test_diets_follow_from_what_foods_are_made_of():
    by_id = {meal.id: meal for meal in load_meals()}

    assert Diet.VEGAN in by_id["bean-chilli-rice"].diets
    assert Diet.VEGETARIAN in by_id["feta-shakshuka"].diets
    assert Diet.VEGAN not in by_id["feta-shakshuka"].diets
    assert Diet.VEGETARIAN not in by_id["mushroom-barley-risotto"].diets  # rennet
    assert Diet.HALAL not in by_id["chicken-quinoa-bowl"].diets  # nobody certified it
    assert Diet.KOSHER not in by_id["prawn-rice-bowl"].diets


def test_gluten_free_never_contains_gluten():
    for meal in load_meals():
        if Diet.GLUTEN_FREE in meal.diets:
            assert Allergen.GLUTEN not in meal.allergens


def test_there_is_something_for_whoever_may_load_nothing():
    assert sum(not workout.loads and not workout.equipment for workout in load_workouts()) >= 2
