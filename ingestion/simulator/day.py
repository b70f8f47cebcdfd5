"""One day of one simulated person, minute by minute, every part belonging to the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from ingestion.simulator.chance import Aspect, chance
from ingestion.simulator.eating import Eating, meals_of
from ingestion.simulator.heart import heart_rate_by_minute
from ingestion.simulator.moving import DAY_MIN, Bout, Moving, moving_of

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from ingestion.simulator.menu import Menu
    from ingestion.simulator.night import Night
    from ingestion.simulator.persona import Persona
    from ingestion.simulator.tastes import Tastes

ACTIVE_FROM_MET: Final = 1.5
"""Below it a body is sedentary (Tremblay et al. 2017, Int J Behav Nutr Phys Act 14:75)."""


@dataclass(frozen=True)
class SimulatedDay:
    """What happened on a day; arrays have one value for each of its 1,440 wall-clock minutes.

    Attributes:
        weight_kg: Of the morning.
        night: The one that ended this morning.
        resting_kcal: What the day would have cost in bed.
    """

    persona: Persona
    date: date
    weight_kg: float
    night: Night
    resting_kcal: float
    moving: Moving = field(repr=False)
    meals: tuple[Eating, ...] = field(repr=False)

    @property
    def steps(self) -> NDArray[np.int64]:
        """Steps of each minute."""
        return self.moving.steps

    @property
    def bouts(self) -> tuple[Bout, ...]:
        """The day's workouts."""
        return self.moving.bouts

    @cached_property
    def active_kcal(self) -> NDArray[np.float64]:
        """Energy of each minute beyond rest; nothing for sitting and standing."""
        return active_kcal(self.moving.met, self.resting_kcal)

    @cached_property
    def heart_rate_bpm(self) -> NDArray[np.float64]:
        """The heart of each minute."""
        return heart_rate_by_minute(
            self.moving.met,
            self.moving.is_asleep,
            resting_bpm=self.persona.resting_heart_rate_bpm,
            maximum_bpm=self.persona.maximum_heart_rate_bpm(self.date),
            rng=chance(self.persona.seed, self.date, Aspect.HEART),
        )

    @property
    def energy_out_kcal(self) -> float:
        """What the day cost."""
        return self.resting_kcal + float(self.active_kcal.sum())

    @property
    def energy_in_kcal(self) -> float:
        """What was eaten, logged or not."""
        return sum(meal.energy_kcal for meal in self.meals)


def simulate_day(
    persona: Persona, on: date, weight_kg: float, menu: Menu, tastes: Tastes
) -> SimulatedDay:
    """Return one day; the same person, date and weight give the same day."""
    moving = moving_of(persona, on, menu, tastes)
    resting_kcal = persona.resting_kcal_per_day(weight_kg, on)
    spent_kcal = resting_kcal + float(active_kcal(moving.met, resting_kcal).sum())
    meals = meals_of(persona, on, spent_kcal, moving, tastes) if menu.dishes else ()
    return SimulatedDay(persona, on, weight_kg, moving.night, resting_kcal, moving, meals)


def active_kcal(met: NDArray[np.float64], resting_kcal: float) -> NDArray[np.float64]:
    """Return the energy of each minute beyond rest, to the thousandth."""
    beyond_rest = (met - 1) * resting_kcal / DAY_MIN
    return np.round(beyond_rest * (met > ACTIVE_FROM_MET), 3)
