"""What a simulated person may choose from: the house's workouts and meals, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Session:
    """A workout on offer.

    Attributes:
        activity: What it is (`running`).
        kind: `cardio`, `strength` or `mobility`, as plans have it.
        met: Metabolic equivalents, gross.
    """

    plan_id: str
    title: str
    activity: str
    kind: str
    minutes: int
    met: float


@dataclass(frozen=True)
class Dish:
    """A meal on offer; nutrients of one portion."""

    plan_id: str
    title: str
    slots: frozenset[str]
    energy_kcal: float
    protein_g: float
    carbohydrate_g: float
    fat_g: float
    fibre_g: float


@dataclass(frozen=True)
class Menu:
    """All that is on offer to one person: their rules are already applied.

    Attributes:
        week: Which kind of session is planned on which weekday, Monday 0.
    """

    sessions: tuple[Session, ...]
    dishes: tuple[Dish, ...]
    week: Mapping[int, str] = field(default_factory=dict)
