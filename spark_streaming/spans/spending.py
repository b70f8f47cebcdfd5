"""What a body spends, learned from four weeks of food and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.nutrition.daily_target import formula_kcal
from schema.physiology.expenditure import WINDOW_DAYS, Expenditure, adaptive_expenditure
from schema.physiology.weight import Weighing
from spark_streaming.spans.history import SpanValue
from spark_streaming.spans.scores import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spark_streaming.spans.history import History
    from spark_streaming.spans.wishes import Wishes


class Spending:
    """A person's expenditure, day by day."""

    def __init__(self, history: History, wishes: Wishes) -> None:
        self._history = history
        self._wishes = wishes
        self._learned: dict[date, Expenditure] = {}

    def values(self, first: date) -> Iterator[SpanValue]:
        """Tell each recorded day that has food or a weight within its four weeks."""
        for day in self._history.since(first):
            if self._has_basis(day):
                spent = self.learned(day)
                yield SpanValue(day, "expenditure", spent.value_kcal, self._detail(spent, day))

    def learned(self, day: date) -> Expenditure:
        """Return what the four weeks to a day tell of a day's expenditure."""
        if day not in self._learned:
            weighed = self._history.dated("body_weight", day, WINDOW_DAYS)
            self._learned[day] = adaptive_expenditure(
                self._history.window("energy_in", day, WINDOW_DAYS),
                [Weighing(float(when.toordinal()), weight_kg) for when, weight_kg in weighed],
                self.formula_kcal(day),
            )
        return self._learned[day]

    def formula_kcal(self, day: date) -> float | None:
        """Return the expenditure by formula, which the learned one stays near to."""
        return formula_kcal(self.resting_kcal(day), self._wishes.goal("weekly_workouts", day))

    def resting_kcal(self, day: date) -> float | None:
        """Return what a day of rest costs: the newest figure of the four weeks."""
        return self._history.latest("resting_energy", day, WINDOW_DAYS)

    def _has_basis(self, day: date) -> bool:
        return any(
            self._history.known(metric, day, WINDOW_DAYS)
            for metric in ("energy_in", "body_weight")
        )

    def _detail(self, spent: Expenditure, day: date) -> dict[str, Any]:
        figures = {
            "low_kcal": spent.low_kcal,
            "high_kcal": spent.high_kcal,
            "formula_kcal": self.formula_kcal(day),
        }
        detail: dict[str, Any] = {
            name: round(kcal, DIGITS) for name, kcal in figures.items() if kcal is not None
        }
        if spent.missing:
            detail["missing"] = list(spent.missing)
        return detail
