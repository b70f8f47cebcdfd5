"""Rules that hold for every slate, exploration included.

An item is eligible only if everything needed to allow it is known: what nobody told is not
taken for safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommender.catalogue.items import Intensity, Meal, Workout
from recommender.catalogue.vocabulary import (
    allergens_meant,
    diets_meant,
    normal,
    regions_meant,
)
from recommender.suppression import is_cooling_down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.catalogue.items import Item
    from recommender.context import PersonContext, Rules, Today

TIRED_BELOW: Final = 30.0
"""Readiness under which nothing vigorous is offered."""


def eligible(items: Sequence[Item], person: PersonContext) -> list[int]:
    """Return the places of the items that no rule of the person forbids."""
    return [place for place, item in enumerate(items) if not forbidden_by(item, person)]


def forbidden_by(item: Item, person: PersonContext) -> str | None:
    """Return the rule that forbids the item to the person, if there is one."""
    if isinstance(item, Meal):
        broken = _meal_rule(item, person.rules, person.today)
    else:
        broken = _workout_rule(item, person.rules, person.today)
    if broken is None and is_cooling_down(item.id, person):
        return "cool_down"
    return broken


def _meal_rule(meal: Meal, rules: Rules, today: Today) -> str | None:
    if meal.allergens is None:
        return "allergens_unknown"
    if rules.allergens is None:
        if meal.allergens:
            return "allergens_not_told"
    else:
        meant = allergens_meant(rules.allergens)
        if meant is None or meant & meal.allergens:
            return "allergens"

    diets = diets_meant(rules.diet or ())
    if diets is None or not diets <= meal.diets:
        return "diet"

    left_kcal = today.energy_left_kcal
    if left_kcal is not None and meal.energy_kcal > left_kcal:
        return "energy_left"
    return None


def _workout_rule(workout: Workout, rules: Rules, today: Today) -> str | None:
    if rules.injuries is None:
        if workout.intensity is Intensity.VIGOROUS:
            return "injuries_not_told"
    else:
        hurt = regions_meant(rules.injuries)
        if (hurt is None and workout.loads) or (hurt is not None and hurt & workout.loads):
            return "injuries"

    at_hand = {normal(word) for word in rules.equipment or ()}
    if not workout.equipment <= at_hand:
        return "equipment"

    if workout.intensity is Intensity.VIGOROUS and _needs_rest(today):
        return "recovery"
    return None


def _needs_rest(today: Today) -> bool:
    return today.readiness is not None and today.readiness < TIRED_BELOW
