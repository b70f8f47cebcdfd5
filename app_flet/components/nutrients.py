"""What today's food adds up to."""

import flet as ft

from app_flet import theme
from app_flet.answers.day import Day
from app_flet.answers.person import Goals
from app_flet.components.basics import bar, card, muted, text
from app_flet.day_summary import fraction, of_goal
from app_flet.wording import amount


def nutrients_card(day: Day, goals: Goals) -> ft.Container:
    """Show energy and nutrients of the day beside their goals."""
    others = [("Carbohydrate", day.carbohydrate_g), ("Fat", day.fat_g)]
    plain = ft.Row([_plain(name, value) for name, value in others], spacing=16)
    lines = [
        _goal_line("Energy", day.energy_in_kcal, goals.daily_energy_kcal, "kcal", theme.EATEN),
        _goal_line("Protein", day.protein_g, goals.daily_protein_g, "g", theme.FOOD),
    ]
    title = text("Today's food", 15.5, ft.FontWeight.W_600)
    return card(ft.Column([title, *lines, plain], spacing=14))


def _goal_line(
    name: str, value: float | None, goal: float | None, unit: str, color: str
) -> ft.Control:
    said = amount(value, unit)
    words = ft.Row(
        [
            muted(name),
            ft.Row(
                [text(said, 14, ft.FontWeight.W_700), muted(of_goal(goal, unit), 12.5)],
                spacing=6,
                tight=True,
            ),
        ],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
    )
    gauge = [] if goal is None else [bar(fraction(value, goal), color, f"{name}: {said}")]
    return ft.Column([words, *gauge], spacing=6)


def _plain(name: str, value: float | None) -> ft.Control:
    return ft.Container(
        ft.Column(
            [muted(name, 12.5), text(amount(value, "g"), 14, ft.FontWeight.W_600)],
            spacing=2,
            tight=True,
        ),
        expand=True,
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGH,
        border_radius=14,
        padding=12,
    )
