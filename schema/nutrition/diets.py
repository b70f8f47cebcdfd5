"""What somebody does not eat, by conviction, faith or intolerance."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Ingredient(StrEnum):
    """What of a food a diet may exclude."""

    MEAT = "MEAT"
    PORK = "PORK"
    FISH = "FISH"
    SHELLFISH = "SHELLFISH"
    EGGS = "EGGS"
    DAIRY = "DAIRY"
    LACTOSE = "LACTOSE"
    HONEY = "HONEY"
    GELATINE = "GELATINE"
    ALCOHOL = "ALCOHOL"
    GLUTEN = "GLUTEN"


class Diet(StrEnum):
    """A way of eating; somebody may keep several at once."""

    OMNIVORE = "OMNIVORE"
    PESCATARIAN = "PESCATARIAN"
    VEGETARIAN = "VEGETARIAN"
    VEGAN = "VEGAN"
    HALAL = "HALAL"
    KOSHER = "KOSHER"
    GLUTEN_FREE = "GLUTEN_FREE"
    LACTOSE_FREE = "LACTOSE_FREE"


_PESCATARIAN: Final = frozenset({Ingredient.MEAT, Ingredient.PORK, Ingredient.GELATINE})
_VEGETARIAN: Final = _PESCATARIAN | {Ingredient.FISH, Ingredient.SHELLFISH}
_VEGAN: Final = _VEGETARIAN | {
    Ingredient.EGGS,
    Ingredient.DAIRY,
    Ingredient.LACTOSE,
    Ingredient.HONEY,
}

EXCLUDED: Final[dict[Diet, frozenset[Ingredient]]] = {
    Diet.OMNIVORE: frozenset(),
    Diet.PESCATARIAN: _PESCATARIAN,
    Diet.VEGETARIAN: _VEGETARIAN,
    Diet.VEGAN: _VEGAN,
    Diet.HALAL: frozenset({Ingredient.PORK, Ingredient.ALCOHOL, Ingredient.GELATINE}),
    Diet.KOSHER: frozenset({Ingredient.PORK, Ingredient.SHELLFISH, Ingredient.GELATINE}),
    Diet.GLUTEN_FREE: frozenset({Ingredient.GLUTEN}),
    Diet.LACTOSE_FREE: frozenset({Ingredient.LACTOSE}),
}
"""What each diet excludes by its ingredients alone.

How an animal was slaughtered, or whether meat met milk, no list of ingredients tells: for
halal and kosher a food must say itself that it is, these exclusions are only the least.
"""


def excluded_ingredients(diets: Iterable[Diet]) -> frozenset[Ingredient]:
    """Return everything that the diets together leave out."""
    return frozenset().union(*(EXCLUDED[diet] for diet in diets))
