"""How well an item fits a person's moment: time of day, energy and protein left, recovery.

Each term is on the scale of the taste term, where one is a standard deviation over the items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.catalogue.items import Intensity, Meal, Workout
from recommender.catalogue.vocabulary import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from recommender.catalogue.items import Item
    from recommender.context import PersonContext, Today

SLOT_ENDS: Final = ((4.0, Slot.SNACK), (10.5, Slot.BREAKFAST), (15.0, Slot.LUNCH))
LATER_SLOT_ENDS: Final = ((17.5, Slot.SNACK), (22.0, Slot.DINNER))
EVENING_FROM_HOUR: Final = 21.0
TURNS_AT_HOURS: Final = (
    *(end for end, _ in (*SLOT_ENDS, *LATER_SLOT_ENDS)),
    EVENING_FROM_HOUR,
)
"""The hours at which something else fits, beside midnight."""

SHARE_OF_DAY: Final = {
    Slot.BREAKFAST: 0.25,
    Slot.LUNCH: 0.35,
    Slot.DINNER: 0.3,
    Slot.SNACK: 0.1,
}

TIME_WEIGHT: Final = 1.0
ENERGY_WEIGHT: Final = 0.6
PROTEIN_WEIGHT: Final = 0.4
HEALTH_WEIGHT: Final = 0.3
READINESS_WEIGHT: Final = 0.6
LOAD_WEIGHT: Final = 0.4
ADHERENCE_WEIGHT: Final = 0.3
DEFAULT_WEIGHT: Final = 0.6

HEAVY_WEEK_FROM: Final = 1.3
"""Acute over chronic load from which a week counts as heavy."""

HARDEST_MET: Final = 10.0
EASIEST_MET: Final = 2.0
LONG_SESSION_MIN: Final = 60.0
LITTLE_ADHERENCE: Final = 0.5

SATURATED_SHARE_LIMIT: Final = 0.10
SODIUM_LIMIT_MG_PER_KCAL: Final = 1.0
FIBRE_GOAL_G_PER_KCAL: Final = 0.014

KCAL_PER_G: Final = {"protein": 4.0, "carbohydrate": 4.0, "fat": 9.0}


def fit(items: Sequence[Item], person: PersonContext) -> dict[str, NDArray[np.float64]]:
    """Return each term that can be told of this moment, `(items,)` each.

    What is not known of the person yields no term.
    """
    if items and isinstance(items[0], Meal):
        return _of_meals([item for item in items if isinstance(item, Meal)], person)
    return _of_workouts([item for item in items if isinstance(item, Workout)], person)


def slot_at(hour: float) -> Slot:
    """Return what is eaten at an hour of the day."""
    ends = (*SLOT_ENDS, *LATER_SLOT_ENDS)
    return next((slot for end, slot in ends if hour < end), Slot.SNACK)


def hour_of(person: PersonContext) -> float:
    """Return the person's hour of the day, with its fraction."""
    return person.now.hour + person.now.minute / 60.0


def wanted_share(slot: Slot) -> float:
    """Return how much of what is left of a day the meal of a slot should take."""
    later = {
        Slot.BREAKFAST: tuple(Slot),
        Slot.LUNCH: (Slot.LUNCH, Slot.SNACK, Slot.DINNER),
        Slot.DINNER: (Slot.DINNER,),
        Slot.SNACK: (Slot.SNACK, Slot.DINNER),
    }[slot]
    return SHARE_OF_DAY[slot] / sum(SHARE_OF_DAY[other] for other in later)


def health_distance(meal: Meal) -> float:
    """Return how far a meal is from what is advised, 0 up to 3.

    Saturated fat under a tenth of the energy (WHO 2023), 2 g of sodium for 2000 kcal (WHO
    2012), 14 g of fibre for 1000 kcal (IOM 2005); each part counts at most one.
    """
    saturated = max(meal.saturated_fat_share / SATURATED_SHARE_LIMIT - 1.0, 0.0)
    sodium = max(meal.sodium_mg / meal.energy_kcal / SODIUM_LIMIT_MG_PER_KCAL - 1.0, 0.0)
    fibre = max(1.0 - meal.fibre_g / meal.energy_kcal / FIBRE_GOAL_G_PER_KCAL, 0.0)
    return min(saturated, 1.0) + min(sodium, 1.0) + min(fibre, 1.0)


def balance_distance(meal: Meal, shares: Mapping[str, float]) -> float:
    """Return how far a meal's energy is from the shares, 0 to 2."""
    energy = {
        "protein": meal.protein_g * KCAL_PER_G["protein"],
        "carbohydrate": meal.carbohydrate_g * KCAL_PER_G["carbohydrate"],
        "fat": meal.fat_g * KCAL_PER_G["fat"],
    }
    total = sum(energy.values())
    return sum(abs(energy[part] / total - shares.get(part, 0.0)) for part in energy)


def wanted_met(readiness: float) -> float:
    """Return how hard a session suits a readiness of 0 to 100."""
    return EASIEST_MET + (HARDEST_MET - EASIEST_MET) * readiness / 100.0


def _of_meals(meals: list[Meal], person: PersonContext) -> dict[str, NDArray[np.float64]]:
    slot, today = slot_at(hour_of(person)), person.today
    terms = {
        "time_of_day": _each(meals, lambda meal: TIME_WEIGHT * (slot in meal.slots)),
        "health": _each(meals, lambda meal: -HEALTH_WEIGHT * health_distance(meal)),
    }
    if left_kcal := today.energy_left_kcal:
        wanted = left_kcal * wanted_share(slot)
        terms["energy_left"] = _each(
            meals,
            lambda meal: (
                ENERGY_WEIGHT
                * (1.0 - min(abs(meal.energy_kcal - wanted) / max(wanted, 1.0), 1.0))
            ),
        )
    if left_g := today.protein_left_g:
        wanted_g = left_g * wanted_share(slot)
        terms["protein_left"] = _each(
            meals, lambda meal: PROTEIN_WEIGHT * min(meal.protein_g / wanted_g, 1.0)
        )
    if shares := person.meal_prior:
        terms["default"] = _each(
            meals, lambda meal: DEFAULT_WEIGHT * (1.0 - balance_distance(meal, shares))
        )
    return terms


def _of_workouts(
    workouts: list[Workout], person: PersonContext
) -> dict[str, NDArray[np.float64]]:
    today = person.today
    terms: dict[str, NDArray[np.float64]] = {}
    if hour_of(person) >= EVENING_FROM_HOUR:
        terms["time_of_day"] = _each(
            workouts, lambda one: -TIME_WEIGHT * (one.intensity is Intensity.VIGOROUS)
        )
    if (readiness := today.readiness) is not None:
        wanted = wanted_met(readiness)
        span = HARDEST_MET - EASIEST_MET
        terms["readiness"] = _each(
            workouts,
            lambda one: READINESS_WEIGHT * (1.0 - min(abs(one.met - wanted) / span, 1.0)),
        )
    if is_heavy_week(today):
        heaviest = max(one.load for one in workouts)
        terms["load"] = _each(workouts, lambda one: -LOAD_WEIGHT * one.load / heaviest)
    if today.workout_adherence is not None and today.workout_adherence < LITTLE_ADHERENCE:
        terms["adherence"] = _each(
            workouts,
            lambda one: ADHERENCE_WEIGHT * (1.0 - min(one.minutes / LONG_SESSION_MIN, 1.0)),
        )
    if shares := person.workout_prior:
        terms["default"] = _each(
            workouts, lambda one: DEFAULT_WEIGHT * shares.get(one.kind, 0.0) * len(shares)
        )
    return terms


def is_heavy_week(today: Today) -> bool:
    """Tell whether the last days were much harder than the last weeks."""
    if not today.ctl or today.atl is None:
        return False
    return today.atl / today.ctl >= HEAVY_WEEK_FROM


def _each(items: Sequence[Item], value: Callable[..., float]) -> NDArray[np.float64]:
    return np.array([value(item) for item in items], np.float64)
