from schema.nutrition.allergens import Allergen
from schema.nutrition.diets import EXCLUDED, Diet, Ingredient, excluded_ingredients


def test_fourteen_allergens_must_be_declared():
    assert len(Allergen) == 14


def test_every_diet_says_what_it_leaves_out():
    assert set(EXCLUDED) == set(Diet)


def test_each_plant_diet_is_stricter_than_the_one_before():
    assert EXCLUDED[Diet.PESCATARIAN] < EXCLUDED[Diet.VEGETARIAN] < EXCLUDED[Diet.VEGAN]


def test_who_keeps_several_diets_leaves_out_what_any_of_them_does():
    excluded = excluded_ingredients([Diet.HALAL, Diet.GLUTEN_FREE])

    assert {Ingredient.PORK, Ingredient.ALCOHOL, Ingredient.GLUTEN} <= excluded
    assert excluded_ingredients([]) == frozenset()
