"""The words in which people speak of what is forbidden to them, and the catalogue of its items.

A word of a person is taken in its common forms ("left knee", "dairy", "Nuts"). One that stays
unknown is never ignored: nobody can then promise that an item is safe.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from schema.nutrition.allergens import Allergen
from schema.nutrition.diets import Diet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Region(StrEnum):
    """A region of the body that a workout may load and an injury forbid to."""

    ANKLE = "ankle"
    KNEE = "knee"
    HIP = "hip"
    LOWER_BACK = "lower_back"
    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"


class Slot(StrEnum):
    """When of the day a meal is eaten."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SNACK = "snack"


EQUIPMENT: Final = frozenset(
    {
        "arm_ergometer", "badminton_racket", "barbell", "basketball", "bicycle",
        "cross_country_skis", "dumbbells", "elliptical", "exercise_ball", "inline_skates",
        "kayak", "kettlebell", "pool", "punching_bag", "rowing_machine", "ski_machine",
        "skipping_rope", "stair_climber", "stationary_bike", "step", "table_tennis_set",
        "tennis_racket", "treadmill", "walking_poles", "weight_machines",
    }
)  # fmt: skip
"""What a workout may need at hand; shoes and a mat are not asked for."""

Word = TypeVar("Word", Allergen, Diet, Region)

_ALLERGENS: Final[Mapping[str, frozenset[Allergen]]] = {
    **{allergen.value.casefold(): frozenset({allergen}) for allergen in Allergen},
    "cereals": frozenset({Allergen.GLUTEN}),
    "cereals_containing_gluten": frozenset({Allergen.GLUTEN}),
    "wheat": frozenset({Allergen.GLUTEN}),
    "crustacean": frozenset({Allergen.CRUSTACEANS}),
    "shellfish": frozenset({Allergen.CRUSTACEANS, Allergen.MOLLUSCS}),
    "mollusc": frozenset({Allergen.MOLLUSCS}),
    "mollusks": frozenset({Allergen.MOLLUSCS}),
    "egg": frozenset({Allergen.EGGS}),
    "peanut": frozenset({Allergen.PEANUTS}),
    "soy": frozenset({Allergen.SOYBEANS}),
    "soya": frozenset({Allergen.SOYBEANS}),
    "soybean": frozenset({Allergen.SOYBEANS}),
    "dairy": frozenset({Allergen.MILK}),
    "lactose": frozenset({Allergen.MILK}),
    "nut": frozenset({Allergen.NUTS, Allergen.PEANUTS}),
    "tree_nut": frozenset({Allergen.NUTS}),
    "tree_nuts": frozenset({Allergen.NUTS}),
    "sesame_seeds": frozenset({Allergen.SESAME}),
    "sulfites": frozenset({Allergen.SULPHITES}),
    "sulphur_dioxide": frozenset({Allergen.SULPHITES}),
}

_DIETS: Final[Mapping[str, frozenset[Diet]]] = {
    **{diet.value.casefold(): frozenset({diet}) for diet in Diet},
    "none": frozenset({Diet.OMNIVORE}),
    "pescetarian": frozenset({Diet.PESCATARIAN}),
    "plant_based": frozenset({Diet.VEGAN}),
}

_REGIONS: Final[Mapping[str, frozenset[Region]]] = {
    **{region.value: frozenset({region}) for region in Region},
    "back": frozenset({Region.LOWER_BACK, Region.NECK}),
    "spine": frozenset({Region.LOWER_BACK, Region.NECK}),
    "upper_back": frozenset({Region.NECK, Region.SHOULDER}),
    "foot": frozenset({Region.ANKLE}),
    "achilles": frozenset({Region.ANKLE}),
    "calf": frozenset({Region.ANKLE, Region.KNEE}),
    "leg": frozenset({Region.ANKLE, Region.KNEE, Region.HIP}),
    "hamstring": frozenset({Region.KNEE, Region.HIP}),
    "groin": frozenset({Region.HIP}),
    "hand": frozenset({Region.WRIST}),
    "arm": frozenset({Region.SHOULDER, Region.ELBOW, Region.WRIST}),
}

_SIDES: Final = ("left_", "right_", "both_")


def normal(word: str) -> str:
    """Return the word as our vocabularies write it: lower case, underscores."""
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())


def allergens_meant(words: Iterable[str]) -> frozenset[Allergen] | None:
    """Return the allergens that a person means; null if a word names none we know."""
    return _meant(map(normal, words), _ALLERGENS)


def diets_meant(words: Iterable[str]) -> frozenset[Diet] | None:
    """Return the diets that a person keeps; null if a word names none we know."""
    return _meant(map(normal, words), _DIETS)


def regions_meant(words: Iterable[str]) -> frozenset[Region] | None:
    """Return the regions that injuries forbid to load; null if a word names none we know."""
    return _meant((_without_side(normal(word)) for word in words), _REGIONS)


def _meant(
    words: Iterable[str], known: Mapping[str, frozenset[Word]]
) -> frozenset[Word] | None:
    meant: set[Word] = set()
    for word in words:
        if word not in known:
            return None
        meant |= known[word]
    return frozenset(meant)


def _without_side(word: str) -> str:
    for side in _SIDES:
        word = word.removeprefix(side)
    return word.removesuffix("s") if word.removesuffix("s") in _REGIONS else word
