import pytest

from recommender.catalogue.foods import foods, search_foods
from schema.nutrition.allergens import Allergen


def test_the_house_knows_more_than_two_hundred_foods_each_under_its_number():
    numbers = [food.ndb_no for food in foods().values()]

    assert len(numbers) >= 200
    assert len(set(numbers)) == len(numbers)
    assert all(number.isdigit() and len(number) == 5 for number in numbers)


def test_figures_are_those_of_the_cited_table():
    oats = foods()["rolled-oats"]

    assert oats.ndb_no == "08120"
    assert oats.per_100_g.energy_kcal == 379
    assert oats.per_100_g.protein_g == 13.15


def test_a_figure_that_was_not_published_is_null_not_zero():
    assert foods()["tempeh"].per_100_g.fibre_g is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("banana", "banana"),
        ("brocoli", "broccoli-raw"),
        ("brown rice", "brown-rice-dry"),
        ("CHICKEN brea", "chicken-breast-raw"),
    ],
)
def test_a_food_is_found_by_what_is_typed(typed, first):
    assert search_foods(typed, 5)[0].id == first


def test_nothing_typed_finds_nothing():
    assert search_foods("  ") == []
    assert search_foods("xylophone") == []


def test_bread_says_its_gluten_and_a_composed_product_says_nothing():
    assert Allergen.GLUTEN in foods()["baguette"].allergens
    assert foods()["hamburger"].allergens is None


def test_energy_is_near_what_its_parts_yield():
    own_factors = {"cocoa-powder"}  # hardly digested: the table has factors of its own for it
    for food in foods().values():
        held = food.per_100_g
        if held.energy_kcal < 100 or held.fibre_g is None or food.id in own_factors:
            continue
        digestible = held.carbohydrate_g - 0.5 * held.fibre_g
        yielded = 4 * held.protein_g + 4 * digestible + 9 * held.fat_g
        assert yielded == pytest.approx(held.energy_kcal, rel=0.45), food.name
