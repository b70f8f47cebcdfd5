"""Reads the catalogue from its files, and refuses one that contradicts itself."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from math import fsum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from recommender.catalogue.diets import diets_of
from recommender.catalogue.foods import Nutrients, foods
from recommender.catalogue.items import Meal, Workout
from recommender.catalogue.vocabulary import EQUIPMENT, Region, Slot
from schema.errors import PulsePlateError
from schema.nutrition.allergens import Allergen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender.catalogue.foods import Food

AnyItem = TypeVar("AnyItem", Workout, Meal)
Word = TypeVar("Word", Allergen, Region, Slot)

STRENGTH_ACTIVITY: Final = "strength"
MOBILITY_ACTIVITY: Final = "mobility"


class CatalogueError(PulsePlateError):
    """An entry of the catalogue that contradicts itself or speaks another language."""

    code = "catalogue_invalid"


@lru_cache(maxsize=1)
def load_workouts() -> tuple[Workout, ...]:
    """Return every workout of the house, in the order of the file.

    Raises:
        CatalogueError: An entry uses an unknown word, or an id twice.
    """
    return _unique([workout_of(entry) for entry in _entries("workouts.toml", "workout")])


@lru_cache(maxsize=1)
def load_meals() -> tuple[Meal, ...]:
    """Return every meal of the house, in the order of the file.

    Raises:
        CatalogueError: An entry uses an unknown word or food, an id twice, a food whose
            nutrients are not known, or leaves out an allergen of its foods.
    """
    return _unique([meal_of(entry, foods()) for entry in _entries("meals.toml", "meal")])


def _entries(name: str, key: str) -> list[dict[str, Any]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)[key]
    return entries


def _unique(items: list[AnyItem]) -> tuple[AnyItem, ...]:
    if len({item.id for item in items}) != len(items):
        raise CatalogueError("an id stands twice in the catalogue")
    return tuple(items)


def workout_of(entry: Mapping[str, Any]) -> Workout:
    """Return the workout of an entry.

    Raises:
        CatalogueError: It uses an unknown word.
    """
    activity = entry["kind"]
    strength_or_mobility = {STRENGTH_ACTIVITY, MOBILITY_ACTIVITY}
    return Workout(
        id=entry["id"],
        title=entry["title"],
        activity=activity,
        kind=activity if activity in strength_or_mobility else "cardio",
        minutes=float(entry["minutes"]),
        met=entry["met"],
        compendium_code=entry["compendium_code"],
        equipment=_equipment(entry),
        loads=_words(entry, "loads", Region),
    )


def meal_of(entry: Mapping[str, Any], known: Mapping[str, Food]) -> Meal:
    """Return the meal of an entry, its nutrients and diets computed from its foods.

    Raises:
        CatalogueError: As for `load_meals`.
    """
    grams: dict[str, float] = {name: float(amount) for name, amount in entry["items"].items()}
    if unknown := grams.keys() - known.keys():
        raise CatalogueError(f"{entry['id']} is made of {sorted(unknown)}, which no food is")

    made_of = [known[name] for name in grams]
    return Meal(
        id=entry["id"],
        title=entry["title"],
        slots=_words(entry, "slots", Slot),
        minutes=float(entry["minutes"]),
        allergens=_allergens(entry, made_of),
        diets=diets_of(made_of),
        grams=grams,
        **{
            nutrient: _total(entry["id"], nutrient, grams, known)
            for nutrient in Nutrients.__dataclass_fields__
        },
    )


def _allergens(entry: Mapping[str, Any], made_of: list[Food]) -> frozenset[Allergen] | None:
    if "allergens" not in entry or any(food.allergens is None for food in made_of):
        return None

    stated = _words(entry, "allergens", Allergen)
    contained = frozenset().union(*(food.allergens or () for food in made_of))
    if left_out := contained - stated:
        raise CatalogueError(f"{entry['id']} contains {sorted(left_out)} and does not say so")
    return stated


def _total(
    meal: str, nutrient: str, grams: Mapping[str, float], known: Mapping[str, Food]
) -> float:
    parts: list[float] = []
    for name, amount in grams.items():
        per_100_g: float | None = getattr(known[name].per_100_g, nutrient)
        if per_100_g is None:
            raise CatalogueError(f"{nutrient} of {name}, in {meal}, is not known")
        parts.append(per_100_g * amount / 100.0)
    return fsum(parts)


def _words(entry: Mapping[str, Any], key: str, vocabulary: type[Word]) -> frozenset[Word]:
    known = {word.value.casefold(): word for word in vocabulary}
    if unknown := set(entry[key]) - known.keys():
        raise CatalogueError(f"{key} of {entry['id']}: {sorted(unknown)} is not one of ours")
    return frozenset(known[word] for word in entry[key])


def _equipment(entry: Mapping[str, Any]) -> frozenset[str]:
    needed = frozenset(entry["equipment"])
    if unknown := needed - EQUIPMENT:
        raise CatalogueError(f"{entry['id']} needs {sorted(unknown)}, which is not one of ours")
    return needed
