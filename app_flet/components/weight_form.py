"""The form for today's weight."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.components.basics import card, text
from app_flet.components.change_form import Changed, use_change_form


@ft.component
def WeightForm(on_changed: Changed) -> ft.Control:
    """Let the person log what the scale says."""
    change = use_change_form(
        "log_weight", {"weightKg": ""}, as_input, "Your weight is logged", on_changed
    )
    row = ft.Row(
        [
            change.form.number("weightKg", "Weight", "kg", ft.Icons.MONITOR_WEIGHT_OUTLINED),
            change.button,
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    title = text("Log your weight", 15.5, ft.FontWeight.W_600)
    return card(ft.Column([title, *change.general, row], spacing=14))


def as_input(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weight as the graph takes it.

    Raises:
        UnreadableError: it is no number.
    """
    weight_kg = forms.number(values, "weightKg")
    if weight_kg is None:
        raise forms.UnreadableError("weightKg", "How much does the scale say?")
    return {"weightKg": weight_kg, "time": datetime.now(UTC).isoformat()}
