"""Who a simulated person is: body, habits and wishes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schema.physiology.age import age_years
from schema.physiology.energy import MIFFLIN_ST_JEOR, resting_kcal_per_day

if TYPE_CHECKING:
    from datetime import date

    from schema.physiology.goal import GoalKind
    from schema.physiology.sex import Sex

USUAL_MAXIMUM_BPM: Final = 208.0
MAXIMUM_BPM_PER_YEAR: Final = 0.7


@dataclass(frozen=True)
class Habits:
    """What somebody's days look like.

    Attributes:
        wakes_at_h: Usual hour of waking, local.
        sleeps_h: Usual time in bed.
        daily_steps: Walked on a usual day, workouts aside.
        weekly_workouts: Sessions of a usual week.
        trains_at_h: Usual hour of training, local.
        likes_workouts: Activities of the catalogue, best liked first.
        likes_meals: Words of meal ids that this person is fond of.
        intake_factor: Energy eaten as a share of energy spent; below 1 loses weight.
        keeps_plan: Share of planned sessions that are done.
        weighs_in: Share of mornings on the scale.
        logs_meals: Share of meals that are logged.
        checks_in: Share of evenings on which they say how they feel.
    """

    wakes_at_h: float
    sleeps_h: float
    daily_steps: int
    weekly_workouts: int
    trains_at_h: float
    likes_workouts: tuple[str, ...]
    likes_meals: tuple[str, ...]
    intake_factor: float = 1.0
    keeps_plan: float = 0.88
    weighs_in: float = 0.8
    logs_meals: float = 0.97
    checks_in: float = 0.6


@dataclass(frozen=True)
class Persona:
    """A simulated person; `weight_kg` is that of their first morning."""

    login: str
    name: str
    sex: Sex
    birth_date: date
    height_cm: float
    weight_kg: float
    resting_heart_rate_bpm: float
    timezone: str
    region: str
    goal: GoalKind
    habits: Habits
    target_weight_kg: float | None = None
    weekly_rate_kg: float | None = None
    daily_energy_kcal: float | None = None
    daily_protein_g: float | None = None
    diet: tuple[str, ...] = ()
    allergens: tuple[str, ...] = ()
    injuries: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()

    @property
    def seed(self) -> int:
        """What makes this person's chance their own."""
        return zlib.crc32(self.login.encode())

    def maximum_heart_rate_bpm(self, on: date) -> float:
        """Return the highest rate the heart reaches.

        Source: Tanaka, Monahan & Seals (2001), J Am Coll Cardiol 37(1):153-156.
        """
        return USUAL_MAXIMUM_BPM - MAXIMUM_BPM_PER_YEAR * age_years(self.birth_date, on)

    def resting_kcal_per_day(self, weight_kg: float, on: date) -> float:
        """Return the resting energy of a day at that weight (Mifflin-St Jeor)."""
        age = float(age_years(self.birth_date, on))
        coefficients = MIFFLIN_ST_JEOR[self.sex]
        return float(resting_kcal_per_day(weight_kg, self.height_cm, age, coefficients))
