"""What a diet leaves out, told from what foods are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recommender.catalogue.foods import Food

LEFT_OUT: Final[dict[str, frozenset[str]]] = {
    "omnivore": frozenset(),
    "vegan": frozenset({"honey", "egg", "dairy", "fish", "shellfish", "meat", "pork"}),
    "vegetarian": frozenset({"fish", "shellfish", "meat", "pork"}),
    "pescatarian": frozenset({"meat", "pork"}),
    "no_pork": frozenset({"pork"}),
    "halal": frozenset({"meat", "pork"}),
    "kosher": frozenset({"shellfish", "meat", "pork"}),
}
"""Origins that a diet leaves out. How an animal was killed is unknown, so its meat is left out
of halal and kosher."""

WITHOUT: Final[dict[str, str]] = {"gluten_free": "gluten", "lactose_free": "milk"}
"""The allergen that a diet leaves out; milk altogether stands for lactose."""


def diets_of(foods: Iterable[Food]) -> frozenset[str]:
    """Return every diet that a meal of these foods keeps to."""
    made_of = list(foods)
    origins = {food.origin for food in made_of}
    kept = {diet for diet, left_out in LEFT_OUT.items() if not origins & left_out}
    kept |= {
        diet
        for diet, allergen in WITHOUT.items()
        if all(food.allergens is not None and allergen not in food.allergens for food in made_of)
    }
    return frozenset(kept)
