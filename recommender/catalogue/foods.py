"""Foods with their cited composition, and finding one by what a person types."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from schema.nutrition.allergens import Allergen

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN: Final = "unknown"
"""Stands for the allergens of a composed product whose recipe nobody can know."""

LEAST_LIKENESS: Final = 0.72


@dataclass(frozen=True)
class Nutrients:
    """Energy and what it is made of; null: not published for this food."""

    energy_kcal: float | None
    protein_g: float | None
    carbohydrate_g: float | None
    fat_g: float | None
    saturated_fat_g: float | None
    fibre_g: float | None
    sodium_mg: float | None


@dataclass(frozen=True)
class Food:
    """One food.

    Attributes:
        id: Slug, stable.
        ndb_no: Its number in the USDA National Nutrient Database, release 28.
        origin: What it comes from, by `recommender.catalogue.diets.INGREDIENTS`.
        allergens: Null: a composed product, nobody can know.
        per_100_g: Its composition.

    Source of the figures: USDA SR28 (2016), under `ndb_no`. The names are ours.
    """

    id: str
    ndb_no: str
    name: str
    origin: str
    allergens: frozenset[Allergen] | None
    per_100_g: Nutrients


@lru_cache(maxsize=1)
def foods() -> dict[str, Food]:
    """Return every food of the house by its id."""
    text = files(__package__).joinpath("foods.csv").read_text(encoding="utf-8")
    return {row["id"]: _food(row) for row in csv.DictReader(text.splitlines())}


def search_foods(text: str, first: int = 20) -> list[Food]:
    """Return the foods whose name fits what was typed, the best first.

    Every typed word must begin a word of the name, or resemble one ("yoghurt", "brocoli").
    An empty text fits nothing.
    """
    typed = _words(text)
    if not typed:
        return []

    fits = [(fit, food) for food in foods().values() if (fit := _fit(typed, food.name))]
    fits.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].name))
    return [food for _, food in fits[:first]]


def _food(row: dict[str, str]) -> Food:
    named = row["allergens"]
    return Food(
        id=row["id"],
        ndb_no=row["ndb_no"],
        name=row["name"],
        origin=row["origin"],
        allergens=None
        if named == UNKNOWN
        else frozenset(Allergen(word.upper()) for word in named.split()),
        per_100_g=Nutrients(
            **{
                field.name: float(row[field.name]) if row[field.name] else None
                for field in fields(Nutrients)
            }
        ),
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return kept.split()


def _fit(typed: Sequence[str], name: str) -> float:
    words = _words(name)
    fits = [
        max(_word_fit(one, word, place) for place, word in enumerate(words)) for one in typed
    ]
    return sum(fits) / len(fits) if all(fits) else 0.0


def _word_fit(typed: str, word: str, place: int) -> float:
    early = 1.0 / (place + 1)
    if word == typed:
        return 3.0 + early
    if word.startswith(typed):
        return 2.0 + early
    likeness = SequenceMatcher(None, typed, word).ratio()
    return likeness if likeness >= LEAST_LIKENESS else 0.0
