"""What a diet leaves out, told from what foods are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schema.nutrition.allergens import Allergen
from schema.nutrition.diets import EXCLUDED, Diet, Ingredient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recommender.catalogue.foods import Food

INGREDIENTS: Final[dict[str, frozenset[Ingredient]]] = {
    "plant": frozenset(),
    "alcohol": frozenset({Ingredient.ALCOHOL}),
    "honey": frozenset({Ingredient.HONEY}),
    "egg": frozenset({Ingredient.EGGS}),
    "dairy": frozenset({Ingredient.DAIRY, Ingredient.LACTOSE}),
    "rennet_cheese": frozenset({Ingredient.DAIRY, Ingredient.LACTOSE, Ingredient.MEAT}),
    "fish": frozenset({Ingredient.FISH}),
    "shellfish": frozenset({Ingredient.SHELLFISH}),
    "meat": frozenset({Ingredient.MEAT}),
    "pork": frozenset({Ingredient.MEAT, Ingredient.PORK}),
}
"""What a diet may exclude of a food, by the food's origin."""

RITUAL: Final = frozenset({Diet.HALAL, Diet.KOSHER})
"""Diets that ask how an animal was killed, which no food of ours says: its meat is left out."""


def diets_of(foods: Iterable[Food]) -> frozenset[Diet]:
    """Return every diet that a meal of these foods keeps to."""
    contained: set[Ingredient] = set()
    for food in foods:
        contained |= INGREDIENTS[food.origin]
        if food.allergens is None or Allergen.GLUTEN in food.allergens:
            contained.add(Ingredient.GLUTEN)
    return frozenset(diet for diet in Diet if not contained & left_out(diet))


def left_out(diet: Diet) -> frozenset[Ingredient]:
    """Return what the diet excludes of foods that carry no certificate."""
    uncertified = frozenset({Ingredient.MEAT}) if diet in RITUAL else frozenset()
    return EXCLUDED[diet] | uncertified
