"""Fields of forms; each shows the problem that the house has with it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import flet as ft

from app_flet import theme
from app_flet.answers.base import Problem
from app_flet.components.basics import muted, text
from app_flet.wording import in_words

Put = Callable[[str, Any], None]


class Form:
    """What was typed into the fields of one form, and what is wrong with it.

    Args:
        values: What is typed so far, by the input's name in the graph.
        problem: What the house, or the form itself, found wrong.
        put: Takes the new value of a field.
    """

    def __init__(self, values: Mapping[str, Any], problem: Problem | None, put: Put) -> None:
        self.values, self.problem, self.put = values, problem, put

    def error(self, name: str) -> str | None:
        """Return what is wrong with one field."""
        hit = self.problem is not None and self.problem.field == name
        return self.problem.message if self.problem and hit else None

    def text(
        self, name: str, label: str, icon: ft.IconData | None = None, **more: Any
    ) -> ft.TextField:
        """Return a field for words or numbers."""
        return ft.TextField(
            key=name,
            label=label,
            value=str(self.values.get(name) or ""),
            on_change=lambda e: self.put(name, e.data),
            error=self.error(name),
            error_max_lines=3,
            prefix_icon=icon,
            border_radius=theme.FIELD_RADIUS,
            filled=True,
            fill_color=ft.Colors.SURFACE_CONTAINER_LOWEST,
            border_color=ft.Colors.OUTLINE_VARIANT,
            focused_border_color=ft.Colors.PRIMARY,
            text_style=theme.letters(15, ft.FontWeight.W_500),
            label_style=theme.letters(14.5, ft.FontWeight.W_500),
            **more,
        )

    def number(
        self,
        name: str,
        label: str,
        unit: str = "",
        icon: ft.IconData | None = None,
        **more: Any,
    ) -> ft.TextField:
        """Return a field for a quantity; empty means not set."""
        return self.text(
            name,
            f"{label} ({unit})" if unit else label,
            icon,
            keyboard_type=ft.KeyboardType.NUMBER,
            expand=True,
            **more,
        )

    def choice(self, name: str, label: str, codes: Iterable[str]) -> ft.Control:
        """Return chips of which one at most is chosen."""
        chosen = self.values.get(name)

        def pick(code: str) -> Callable[[], None]:
            return lambda: self.put(name, None if code == chosen else code)

        return self._chips(label, [(code, code == chosen, pick(code)) for code in codes], name)

    def choices(
        self, name: str, label: str, codes: Iterable[str], none: str | None = "None"
    ) -> ft.Control:
        """Return chips of which many may be chosen.

        Where `none` has a chip of its own, choosing it is an answer, silence is not.
        """
        chosen: list[str] | None = self.values.get(name)
        offered = list(dict.fromkeys([*codes, *(chosen or [])]))

        def toggle(code: str) -> Callable[[], None]:
            return lambda: self.put(name, toggled(chosen, code))

        chips = [(code, code in (chosen or []), toggle(code)) for code in offered]
        if none is not None:
            is_none = chosen == []
            chips.append((none, is_none, lambda: self.put(name, None if is_none else [])))
        return self._chips(label, chips, name)

    def _chips(
        self, label: str, chips: list[tuple[str, bool, Callable[[], None]]], name: str
    ) -> ft.Control:
        shown = [
            ft.Chip(
                label=ft.Text(in_words(code), style=theme.letters(13.5, ft.FontWeight.W_500)),
                selected=selected,
                on_select=lambda _, act=act: act(),
                show_checkmark=True,
                selected_color=ft.Colors.PRIMARY_CONTAINER,
                bgcolor=ft.Colors.SURFACE_CONTAINER_HIGH,
                border_side=ft.BorderSide(0, ft.Colors.TRANSPARENT),
            )
            for code, selected, act in chips
        ]
        error = self.error(name)
        said = [text(error, 12.5, color=ft.Colors.ERROR)] if error else []
        row = ft.Row(list(shown), wrap=True, spacing=8, run_spacing=8)
        return ft.Semantics(
            label=label,
            container=True,
            content=ft.Container(
                ft.Column([muted(label), row, *said], spacing=6),
                padding=ft.Padding.only(bottom=4),
            ),
        )


def toggled(chosen: list[str] | None, code: str) -> list[str] | None:
    """Return the chosen codes after one was tapped; the last one taken away leaves silence."""
    now = list(chosen or [])
    if code in now:
        now.remove(code)
        return now or None
    return [*now, code]
