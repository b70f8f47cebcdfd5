"""What somebody picks from a menu: what they like, more often than not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from ingestion.simulator.chance import Aspect, chance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ingestion.simulator.menu import Dish, Menu, Session
    from ingestion.simulator.persona import Habits, Persona

_FOND: Final = 6.0
_INDIFFERENT: Final = 0.25
_OFF_PLAN: Final = 0.03
_OFF_SIZE_KCAL: Final = 150.0
_OWN_MIND: Final = 0.7
_ONCE: Final = date(1, 1, 1)


class Tastes:
    """How one person likes what is on their menu.

    Attributes:
        sessions: How much each workout of the menu is liked; 1 is neither here nor there.
        dishes: How much each meal is liked.
    """

    def __init__(self, persona: Persona, menu: Menu) -> None:
        self._menu = menu
        rng = chance(persona.seed, _ONCE, Aspect.TASTE)
        own_workouts = rng.lognormal(0, _OWN_MIND, len(menu.sessions))
        own_meals = rng.lognormal(0, _OWN_MIND, len(menu.dishes))
        habits = persona.habits
        self.sessions = own_workouts * [_of_session(one, habits) for one in menu.sessions]
        self.dishes = own_meals * [_of_dish(one, habits) for one in menu.dishes]
        self._kinds = np.array([one.kind for one in menu.sessions])
        self._energy_kcal = np.array([one.energy_kcal for one in menu.dishes])
        self._has_slot = {
            slot: np.array([slot in one.slots for one in menu.dishes])
            for slot in {slot for one in menu.dishes for slot in one.slots}
        }

    def session(self, rng: np.random.Generator, kind: str | None = None) -> Session:
        """Return a workout, of the planned kind wherever the menu has one."""
        liking = self.sessions
        if kind is not None:
            liking = liking * np.where(self._kinds == kind, 1.0, _OFF_PLAN)
        return self._menu.sessions[pick(liking, rng)]

    def dish(self, rng: np.random.Generator, slot: str, energy_kcal: float) -> Dish:
        """Return a meal for a slot, liked and of about the energy wanted."""
        off_kcal = np.abs(self._energy_kcal - energy_kcal)
        liking = self.dishes / (1 + off_kcal / _OFF_SIZE_KCAL)
        if slot in self._has_slot:
            liking = liking * self._has_slot[slot]
        return self._menu.dishes[pick(liking, rng)]


def pick(weights: NDArray[np.float64], rng: np.random.Generator) -> int:
    """Return a place, drawn by the weights."""
    reached = np.cumsum(weights)
    return int(np.searchsorted(reached, rng.random() * reached[-1], side="right"))


def _of_session(session: Session, habits: Habits) -> float:
    liked = habits.likes_workouts
    if session.activity not in liked:
        return _INDIFFERENT
    return _FOND / (1 + liked.index(session.activity))


def _of_dish(dish: Dish, habits: Habits) -> float:
    return _FOND if any(word in dish.plan_id for word in habits.likes_meals) else 1.0
