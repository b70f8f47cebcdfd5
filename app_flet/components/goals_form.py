"""The form for a person's goals."""

from collections.abc import Mapping
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.answers.person import Goals
from app_flet.components.basics import card, muted, text
from app_flet.components.change_form import Changed, use_change_form
from app_flet.vocabulary import GOAL_KINDS


@ft.component
def GoalsForm(goals: Goals, on_changed: Changed) -> ft.Control:
    """Let the person say what they want; what is left empty follows the default options."""
    before = as_typed(goals)
    change = use_change_form(
        "update_goals",
        before,
        lambda typed: changed(before, typed),
        "Your goals are saved",
        on_changed,
    )
    form = change.form
    return card(
        ft.Column(
            [
                text("Goals", 15.5, ft.FontWeight.W_600),
                *change.general,
                form.choice("kind", "What for", GOAL_KINDS),
                _pair(
                    form.number("targetWeightKg", "Target weight", "kg"),
                    form.number("weeklyRateKg", "Weekly change", "kg"),
                ),
                _pair(
                    form.number("dailyEnergyKcal", "Energy a day", "kcal"),
                    form.number("dailyProteinG", "Protein a day", "g"),
                ),
                _pair(
                    form.number("dailySteps", "Steps a day"),
                    form.number("weeklyWorkouts", "Workouts a week"),
                ),
                muted("What you leave empty follows the default for your goal."),
                change.button,
            ],
            spacing=14,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )


def as_typed(goals: Goals) -> dict[str, Any]:
    """Return the goals as the form shows them."""
    return {
        "kind": goals.kind,
        "targetWeightKg": forms.written(goals.target_weight_kg),
        "weeklyRateKg": forms.written(goals.weekly_rate_kg),
        "dailyEnergyKcal": forms.written(goals.daily_energy_kcal),
        "dailyProteinG": forms.written(goals.daily_protein_g),
        "dailySteps": forms.written(goals.daily_steps),
        "weeklyWorkouts": forms.written(goals.weekly_workouts),
    }


def changed(before: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was changed in the form, as the graph takes it.

    Raises:
        UnreadableError: something typed can't be read.
    """
    return forms.changes(as_input(before), as_input(typed))


def as_input(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows as the graph takes it.

    Raises:
        UnreadableError: something typed is no number.
    """
    decimals = ("targetWeightKg", "weeklyRateKg", "dailyEnergyKcal", "dailyProteinG")
    return {
        "kind": values["kind"],
        **{name: forms.number(values, name) for name in decimals},
        "dailySteps": forms.whole_number(values, "dailySteps"),
        "weeklyWorkouts": forms.whole_number(values, "weeklyWorkouts"),
    }


def _pair(left: ft.Control, right: ft.Control) -> ft.Row:
    return ft.Row([left, right], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)
