"""What must be known of a person to advise them at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from recommender.segments import EVERYBODY
from recommender.suppression import cooling_down

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from recommender.interactions import Interaction
    from schema.people.profile import Sex


@dataclass(frozen=True)
class Rules:
    """What a person must not or will not be offered, in their own words; null: never told."""

    allergens: tuple[str, ...] | None = None
    diet: tuple[str, ...] | None = None
    injuries: tuple[str, ...] | None = None
    equipment: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Today:
    """A person's day so far; null: not known, which is not zero.

    Attributes:
        energy_target_kcal: What they mean to eat today.
        energy_floor_kcal: Below which nobody eats without a physician.
        readiness: 0 to 100.
        workout_adherence: 0 to 1, of the last seven days.
    """

    energy_target_kcal: float | None = None
    energy_eaten_kcal: float | None = None
    energy_floor_kcal: float | None = None
    protein_target_g: float | None = None
    protein_eaten_g: float | None = None
    readiness: float | None = None
    ctl: float | None = None
    atl: float | None = None
    workout_adherence: float | None = None

    @property
    def energy_left_kcal(self) -> float | None:
        """What may still be eaten today: up to the target, and never less than the floor."""
        if self.energy_target_kcal is None:
            return None
        target = max(self.energy_target_kcal, self.energy_floor_kcal or 0.0)
        return target - (self.energy_eaten_kcal or 0.0)

    @property
    def protein_left_g(self) -> float | None:
        """What is missing to the day's protein; never negative."""
        if self.protein_target_g is None:
            return None
        return max(self.protein_target_g - (self.protein_eaten_g or 0.0), 0.0)


@dataclass(frozen=True)
class PersonContext:
    """One person at one moment.

    Attributes:
        now: In the person's own time zone.
        segment: As `schema.people.defaults.segment` says it.
        features: How they lived lately, by the names of `gold/feature`.
        history: What they did with items, of both kinds: what they trained, ate and said, with
            the feedback just given.
        workout_prior: How much of each kind of workout suits people like them, by default
            options; shares.
        meal_prior: Share of energy from protein, carbohydrate and fat, by default options.
    """

    user_id: str
    now: datetime
    rules: Rules = Rules()
    today: Today = Today()
    sex: Sex | None = None
    segment: str = EVERYBODY
    features: Mapping[str, float] = field(default_factory=dict)
    weight_kg: float | None = None
    history: tuple[Interaction, ...] = ()
    workout_prior: Mapping[str, float] | None = None
    meal_prior: Mapping[str, float] | None = None

    @property
    def morning(self) -> datetime:
        """When their day began: ages count from it, so that a slate stands while they look."""
        return self.now.replace(hour=0, minute=0, second=0, microsecond=0)

    @cached_property
    def cooling_down(self) -> frozenset[str]:
        """The items that must stay away from them for now."""
        return cooling_down(self.history, self.now)
