"""Days on end: what is eaten and spent today is weighed tomorrow."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ingestion.simulator.day import SimulatedDay, simulate_day
from ingestion.simulator.tastes import Tastes

if TYPE_CHECKING:
    from ingestion.simulator.menu import Menu
    from ingestion.simulator.persona import Persona

KCAL_PER_KG: Final = 7000.0
"""Of a kilogram gained or lost slowly: between fat alone (9441) and mixed tissue (6000)."""

_DAYS_AT_HAND: Final = 4


class Life:
    """One person's days from their first on; each is the same for whoever asks, whenever.

    Args:
        persona: Whose life.
        menu: What they choose from.
        first: The day on which they weighed what the persona says.
    """

    def __init__(self, persona: Persona, menu: Menu, first: date) -> None:
        self.persona = persona
        self.first = first
        self.tastes = Tastes(persona, menu)
        self.menu = menu
        self._weights_kg = [persona.weight_kg]
        self._at_hand: OrderedDict[date, SimulatedDay] = OrderedDict()

    def day(self, on: date) -> SimulatedDay:
        """Return a day of this life.

        Raises:
            ValueError: It is before the first.
        """
        if on < self.first:
            raise ValueError(f"the life of {self.persona.login} begins on {self.first}")
        lived = self._at_hand.get(on)
        if lived is None:
            lived = simulate_day(
                self.persona, on, self._morning_weight_kg(on), self.menu, self.tastes
            )
            self._at_hand[on] = lived
            if len(self._at_hand) > _DAYS_AT_HAND:
                self._at_hand.popitem(last=False)
        self._at_hand.move_to_end(on)
        return lived

    def _morning_weight_kg(self, on: date) -> float:
        place = (on - self.first).days
        while len(self._weights_kg) <= place:
            before = self.first + timedelta(days=len(self._weights_kg) - 1)
            weight_kg = self._weights_kg[-1]
            day = simulate_day(self.persona, before, weight_kg, self.menu, self.tastes)
            balance_kcal = day.energy_in_kcal - day.energy_out_kcal
            self._weights_kg.append(weight_kg + balance_kcal / KCAL_PER_KG)
        return self._weights_kg[place]
