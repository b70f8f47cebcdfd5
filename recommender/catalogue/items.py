"""The two kinds of items that can be recommended."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommender.catalogue.vocabulary import Region, Slot
    from schema.nutrition.allergens import Allergen
    from schema.nutrition.diets import Diet

LIGHT_BELOW_MET: Final = 3.0
VIGOROUS_FROM_MET: Final = 6.0

KCAL_PER_G_FAT: Final = 9.0


class Intensity(StrEnum):
    """How hard a workout is: light below 3 MET, vigorous from 6 MET (WHO 2020)."""

    LIGHT = "light"
    MODERATE = "moderate"
    VIGOROUS = "vigorous"


@dataclass(frozen=True)
class Workout:
    """A workout that can be recommended.

    Attributes:
        activity: What it is (`walking`, `swimming`).
        kind: `cardio`, `strength` or `mobility`, as plans have it.
        met: Energy cost in multiples of rest, gross.
        compendium_code: Where `met` stands in the 2011 Compendium of Physical Activities.
        equipment: What must be at hand.
        loads: Body regions it loads; an injury of one forbids it.
    """

    id: str
    title: str
    activity: str
    kind: str
    minutes: float
    met: float
    compendium_code: str
    equipment: frozenset[str]
    loads: frozenset[Region]

    @property
    def intensity(self) -> Intensity:
        """The class of its energy cost."""
        if self.met < LIGHT_BELOW_MET:
            return Intensity.LIGHT
        return Intensity.MODERATE if self.met < VIGOROUS_FROM_MET else Intensity.VIGOROUS

    @property
    def load(self) -> float:
        """The session's load: minutes · intensity, the intensity in MET."""
        return self.minutes * self.met

    def energy_kcal(self, weight_kg: float) -> float:
        """Return the gross energy cost, kcal = MET · kg · h."""
        return self.met * weight_kg * self.minutes / 60.0


@dataclass(frozen=True)
class Meal:
    """A meal that can be recommended, with the nutrients of all of it.

    Attributes:
        slots: When of the day it is eaten.
        minutes: What it takes to prepare.
        allergens: Of the fourteen of EU 1169/2011; null: unknown, never eligible.
        diets: The diets it keeps to.
        grams: Food id to grams.
        sodium_mg: Of the ingredients, before any salt is added.
    """

    id: str
    title: str
    slots: frozenset[Slot]
    minutes: float
    allergens: frozenset[Allergen] | None
    diets: frozenset[Diet]
    grams: Mapping[str, float] = field(hash=False)
    energy_kcal: float
    protein_g: float
    carbohydrate_g: float
    fat_g: float
    saturated_fat_g: float
    fibre_g: float
    sodium_mg: float

    @property
    def saturated_fat_share(self) -> float:
        """The share of the energy that comes from saturated fat."""
        return self.saturated_fat_g * KCAL_PER_G_FAT / self.energy_kcal


Item = Workout | Meal
