"""What somebody eats in a day: as much as they spend, more or less on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ingestion.simulator.chance import Aspect, chance
from ingestion.simulator.moving import DAY_MIN

if TYPE_CHECKING:
    from datetime import date

    from ingestion.simulator.menu import Dish
    from ingestion.simulator.moving import Moving
    from ingestion.simulator.persona import Persona
    from ingestion.simulator.tastes import Tastes


class _Slot(NamedTuple):
    name: str
    hours_awake: float
    share: float


_SLOTS: Final = (
    _Slot("breakfast", 0.7, 0.24),
    _Slot("lunch", 5.5, 0.32),
    _Slot("snack", 9.0, 0.09),
    _Slot("dinner", 12.2, 0.35),
)
_APPETITE_SPREAD: Final = 0.06
_SMALLEST_PORTION, _LARGEST_PORTION = 0.5, 2.5
_PORTION_STEP: Final = 0.05
_AFTER_TRAINING_MIN: Final = 25
_LATEST_MIN: Final = DAY_MIN - 20
_MEAL_SPREAD_MIN: Final = 15


@dataclass(frozen=True)
class Eating:
    """A meal of the day; `portion` scales the dish."""

    dish: Dish
    slot: str
    at_min: int
    portion: float

    @property
    def energy_kcal(self) -> float:
        """What was eaten."""
        return self.dish.energy_kcal * self.portion


def meals_of(
    persona: Persona, on: date, spent_kcal: float, moving: Moving, tastes: Tastes
) -> tuple[Eating, ...]:
    """Return the meals of a day; each takes up what the one before left over."""
    rng = chance(persona.seed, on, Aspect.EATING)
    wanted = spent_kcal * persona.habits.intake_factor * rng.normal(1, _APPETITE_SPREAD)
    meals: list[Eating] = []
    due_kcal = 0.0
    for slot in _SLOTS:
        due_kcal += wanted * slot.share
        dish = tastes.dish(rng, slot.name, due_kcal)
        portion = float(
            np.clip(due_kcal / dish.energy_kcal, _SMALLEST_PORTION, _LARGEST_PORTION)
        )
        portion = round(round(portion / _PORTION_STEP) * _PORTION_STEP, 2)
        at = int(moving.night.wakes_min + 60 * slot.hours_awake)
        at = _not_in_training(at + int(rng.normal(0, _MEAL_SPREAD_MIN)), moving)
        meals.append(Eating(dish, slot.name, min(at, _LATEST_MIN), portion))
        due_kcal -= meals[-1].energy_kcal
    return tuple(meals)


def _not_in_training(at_min: int, moving: Moving) -> int:
    for bout in moving.bouts:
        if bout.start_min - _AFTER_TRAINING_MIN < at_min < bout.end_min + _AFTER_TRAINING_MIN:
            return bout.end_min + _AFTER_TRAINING_MIN
    return at_min
