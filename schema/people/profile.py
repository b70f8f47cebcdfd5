"""Who a person is, where they live, and what they want to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = [
    "GoalKind",
    "Goals",
    "GoalsChange",
    "Profile",
    "ProfileChange",
    "Sex",
    "TimeZonePeriod",
]


@dataclass(frozen=True)
class Profile:
    """What formulae and eligibility rules need; null or empty: not told.

    `diet`, `allergens`, `injuries` and `equipment` are null while the person has not said;
    an empty tuple says "none". `region` is a country by its ISO 3166 code (`IT`).
    """

    name: str
    timezone: str
    birth_date: date | None = None
    sex: Sex | None = None
    height_cm: float | None = None
    region: str | None = None
    diet: tuple[str, ...] | None = None
    allergens: tuple[str, ...] | None = None
    injuries: tuple[str, ...] | None = None
    equipment: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ProfileChange:
    """What changes: unset leaves a field as it is, null empties it.

    Weight is not here: it is a measurement, an event of its own.
    """

    name: str | UnsetType = UNSET
    timezone: str | UnsetType = UNSET
    birth_date: date | UnsetType | None = UNSET
    sex: Sex | UnsetType | None = UNSET
    height_cm: float | UnsetType | None = UNSET
    region: str | UnsetType | None = UNSET
    diet: tuple[str, ...] | UnsetType | None = UNSET
    allergens: tuple[str, ...] | UnsetType | None = UNSET
    injuries: tuple[str, ...] | UnsetType | None = UNSET
    equipment: tuple[str, ...] | UnsetType | None = UNSET


@dataclass(frozen=True)
class TimeZonePeriod:
    """From `valid_from` on, until the next period, the person's days are cut in this zone.

    The first period holds for everything before it too.
    """

    zone: str
    valid_from: datetime


@dataclass(frozen=True)
class Goals:
    """What a person wants; null: not set, a default option may stand in."""

    kind: GoalKind | None = None
    target_weight_kg: float | None = None
    weekly_rate_kg: float | None = None
    daily_energy_kcal: float | None = None
    daily_protein_g: float | None = None
    daily_steps: int | None = None
    weekly_workouts: int | None = None


@dataclass(frozen=True)
class GoalsChange:
    """What changes: unset leaves a field as it is, null empties it."""

    kind: GoalKind | UnsetType | None = UNSET
    target_weight_kg: float | UnsetType | None = UNSET
    weekly_rate_kg: float | UnsetType | None = UNSET
    daily_energy_kcal: float | UnsetType | None = UNSET
    daily_protein_g: float | UnsetType | None = UNSET
    daily_steps: int | UnsetType | None = UNSET
    weekly_workouts: int | UnsetType | None = UNSET
