"""How near a week's food was to its targets, each day's as they stood on that day."""

from __future__ import annotations

from functools import cached_property
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from schema.nutrition.daily_target import energy_target_kcal, protein_target_g
from schema.physiology.adherence import (
    LEAST_LOGGED_KCAL,
    energy_adherence,
    protein_adherence,
)
from schema.physiology.sex import Sex
from schema.physiology.training_load import WEEK_DAYS
from spark_streaming.spans.history import ONE_DAY, SpanValue
from spark_streaming.spans.scores import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from spark_streaming.spans.history import History
    from spark_streaming.spans.spending import Spending
    from spark_streaming.spans.wishes import Wishes

RECENT_DAYS: Final = 2
"""How old a learned expenditure may be to decide a day's target."""


class Target(NamedTuple):
    """What a person meant to eat on a day; null: nothing to tell it by."""

    energy_kcal: float | None
    protein_g: float | None


class Eating:
    """A person's food against their targets."""

    def __init__(self, history: History, wishes: Wishes, spending: Spending) -> None:
        self._history = history
        self._wishes = wishes
        self._spending = spending
        self._targets: dict[date, Target] = {}

    def values(self, first: date) -> Iterator[SpanValue]:
        """Tell each recorded day in whose week food was logged."""
        for day in self._history.since(first):
            week = (day - ONE_DAY * back for back in reversed(range(WEEK_DAYS)))
            logged = [one for one in week if self._is_logged(one)]
            if logged:
                scores = [score for one in logged if (score := self.score(one)) is not None]
                value = fmean(scores) if scores else None
                yield SpanValue(day, "nutrition_adherence", value, self._detail(logged))

    def target(self, day: date) -> Target:
        """Return a day's targets: as the person set them, else as they follow."""
        if day not in self._targets:
            own_kcal = self._wishes.goal("daily_energy_kcal", day)
            own_g = self._wishes.goal("daily_protein_g", day)
            self._targets[day] = Target(
                self._derived_kcal(day) if own_kcal is None else float(own_kcal),
                self._derived_g(day) if own_g is None else float(own_g),
            )
        return self._targets[day]

    def score(self, day: date) -> float | None:
        """Hold a logged day against its targets, 0 to 1; what has none counts for nothing."""
        target = self.target(day)
        eaten_kcal = self._history.value("energy_in", day)
        eaten_g = self._history.value("protein", day)
        parts = []
        if target.energy_kcal and eaten_kcal is not None:
            parts.append(energy_adherence(eaten_kcal, target.energy_kcal))
        if target.protein_g and eaten_g is not None:
            parts.append(protein_adherence(eaten_g, target.protein_g))
        return fmean(parts) if parts else None

    def _is_logged(self, day: date) -> bool:
        return (self._history.value("energy_in", day) or 0.0) >= LEAST_LOGGED_KCAL

    def _derived_kcal(self, day: date) -> float | None:
        recent = (
            self._spending.learned(day - ONE_DAY * back).value_kcal
            for back in range(RECENT_DAYS + 1)
        )
        learned_kcal = next((kcal for kcal in recent if kcal is not None), None)
        return energy_target_kcal(
            self._spending.formula_kcal(day) if learned_kcal is None else learned_kcal,
            float(self._wishes.option("energy_balance_kcal", day) or 0.0),
            self._spending.resting_kcal(day),
            self._wishes.sex(day) or Sex.OTHER,
        )

    def _derived_g(self, day: date) -> float | None:
        g_per_kg = self._wishes.option("protein_g_per_kg", day)
        return protein_target_g(g_per_kg, self._weights.get(day))

    @cached_property
    def _weights(self) -> dict[date, float]:
        """The last weight by the end of each recorded day, in kg."""
        by_day: dict[date, float] = {}
        last_kg: float | None = None
        for day in self._history.dates:
            weighed_kg = self._history.value("body_weight", day)
            last_kg = last_kg if weighed_kg is None else weighed_kg
            if last_kg is not None:
                by_day[day] = last_kg
        return by_day

    def _detail(self, logged: Sequence[date]) -> dict[str, Any]:
        """Tell the targets of the newest logged day, and which of them is not known."""
        target = self.target(logged[-1])
        named = {"target_kcal": target.energy_kcal, "target_protein_g": target.protein_g}
        detail: dict[str, Any] = {"logged_days": len(logged)}
        detail |= {
            name: round(said, DIGITS) for name, said in named.items() if said is not None
        }
        missing = [name for name, said in named.items() if said is None]
        return detail | {"missing": missing} if missing else detail
