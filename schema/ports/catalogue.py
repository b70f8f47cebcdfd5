"""What can be eaten and trained, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Food:
    """A food and what 100 g of it hold; null: not known."""

    id: str
    name: str
    energy_kcal_per_100_g: float | None
    protein_g_per_100_g: float | None
    carbohydrate_g_per_100_g: float | None
    fat_g_per_100_g: float | None
    fibre_g_per_100_g: float | None
    allergens: tuple[str, ...]


@dataclass(frozen=True)
class MealPlanItem:
    """One food of a meal plan."""

    food_id: str
    name: str
    grams: float


@dataclass(frozen=True)
class MealPlan:
    """A meal one can cook, with what a portion holds."""

    id: str
    title: str
    slots: tuple[str, ...]
    duration_min: float | None
    energy_kcal: float
    protein_g: float
    carbohydrate_g: float
    fat_g: float
    fibre_g: float
    allergens: tuple[str, ...]
    items: tuple[MealPlanItem, ...]


@dataclass(frozen=True)
class WorkoutPlan:
    """A session one can do.

    Attributes:
        kind: `cardio`, `strength` or `mobility`.
        met: Metabolic equivalent, gross.
        energy_kcal: What it costs the person it is offered to; null without a person.
        steps: What to do, in order.
    """

    id: str
    title: str
    kind: str
    duration_min: float
    met: float | None
    energy_kcal: float | None
    equipment: tuple[str, ...]
    steps: tuple[str, ...]


class Catalogue(Protocol):
    """Foods, meal plans and workout plans; each list in a stable order."""

    async def foods(self, search: str, first: int) -> Sequence[Food]:
        """Return the foods whose name fits the search best, best first."""

    async def food(self, food_id: str) -> Food | None:
        """Return one food, or null."""

    async def workout_plans(self) -> Sequence[WorkoutPlan]:
        """Return every workout plan."""

    async def meal_plans(self) -> Sequence[MealPlan]:
        """Return every meal plan."""
