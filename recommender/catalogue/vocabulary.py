"""The words in which people and the catalogue speak of what is forbidden and what is at hand.

A word of a person is taken in its common forms ("left knee", "dairy", "Nuts"). One that stays
unknown is never ignored: nobody can then promise that an item is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALLERGENS: Final = frozenset(
    {
        "gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts",
        "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
    }
)  # fmt: skip
"""The fourteen that must be declared in the EU: Regulation 1169/2011, Annex II."""

REGIONS: Final = frozenset(
    {"ankle", "knee", "hip", "lower_back", "neck", "shoulder", "elbow", "wrist"}
)
"""Regions of the body that a workout may load."""

SLOTS: Final = frozenset({"breakfast", "lunch", "dinner", "snack"})

EQUIPMENT: Final = frozenset(
    {
        "arm_ergometer", "badminton_racket", "barbell", "basketball", "bicycle",
        "cross_country_skis", "dumbbells", "elliptical", "exercise_ball", "inline_skates",
        "kayak", "kettlebell", "pool", "punching_bag", "rowing_machine", "ski_machine",
        "skipping_rope", "stair_climber", "stationary_bike", "step", "table_tennis_set",
        "tennis_racket", "treadmill", "walking_poles", "weight_machines",
    }
)  # fmt: skip

_ALLERGEN_FORMS: Final[Mapping[str, frozenset[str]]] = {
    "cereals": frozenset({"gluten"}),
    "cereals_containing_gluten": frozenset({"gluten"}),
    "wheat": frozenset({"gluten"}),
    "crustacean": frozenset({"crustaceans"}),
    "shellfish": frozenset({"crustaceans", "molluscs"}),
    "mollusc": frozenset({"molluscs"}),
    "mollusks": frozenset({"molluscs"}),
    "egg": frozenset({"eggs"}),
    "peanut": frozenset({"peanuts"}),
    "soy": frozenset({"soybeans"}),
    "soya": frozenset({"soybeans"}),
    "soybean": frozenset({"soybeans"}),
    "dairy": frozenset({"milk"}),
    "lactose": frozenset({"milk"}),
    "nut": frozenset({"nuts"}),
    "tree_nuts": frozenset({"nuts"}),
    "tree_nut": frozenset({"nuts"}),
    "sesame_seeds": frozenset({"sesame"}),
    "sulfites": frozenset({"sulphites"}),
    "sulphur_dioxide": frozenset({"sulphites"}),
    "sulphur_dioxide_and_sulphites": frozenset({"sulphites"}),
}

_INJURY_FORMS: Final[Mapping[str, frozenset[str]]] = {
    "back": frozenset({"lower_back", "neck"}),
    "spine": frozenset({"lower_back", "neck"}),
    "upper_back": frozenset({"neck", "shoulder"}),
    "foot": frozenset({"ankle"}),
    "achilles": frozenset({"ankle"}),
    "calf": frozenset({"ankle", "knee"}),
    "leg": frozenset({"ankle", "knee", "hip"}),
    "hamstring": frozenset({"knee", "hip"}),
    "groin": frozenset({"hip"}),
    "hand": frozenset({"wrist"}),
    "arm": frozenset({"elbow", "wrist", "shoulder"}),
}

_SIDES: Final = ("left_", "right_", "both_")


def normal(word: str) -> str:
    """Return the word as our vocabularies write it: lower case, underscores."""
    return "_".join(word.casefold().replace("-", " ").split())


def allergens_meant(words: Iterable[str]) -> frozenset[str] | None:
    """Return the allergens that a person means; null if a word names none we know."""
    return _meant(words, ALLERGENS, _ALLERGEN_FORMS)


def regions_meant(words: Iterable[str]) -> frozenset[str]:
    """Return the regions that injuries forbid to load; every one if a word is not ours."""
    bare = [_without_side(normal(word)) for word in words]
    meant = _meant(bare, REGIONS, _INJURY_FORMS)
    return REGIONS if meant is None else meant


def _meant(
    words: Iterable[str], known: frozenset[str], forms: Mapping[str, frozenset[str]]
) -> frozenset[str] | None:
    meant: set[str] = set()
    for word in map(normal, words):
        if word in known:
            meant.add(word)
        elif word in forms:
            meant |= forms[word]
        else:
            return None
    return frozenset(meant)


def _without_side(word: str) -> str:
    for side in _SIDES:
        word = word.removeprefix(side)
    return word
