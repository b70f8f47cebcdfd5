"""What stands where there is nothing to show: loading, empty, out of reach."""

from collections.abc import Collection

import flet as ft

from app_flet.answers.base import Problem
from app_flet.components.basics import Handler, card, muted, second_button, text, tinted_icon


def loading(label: str, height: float | None = None) -> ft.Container:
    """Return a card that waits for its content."""
    ring = ft.ProgressRing(width=28, height=28, stroke_width=3, semantics_label=label)
    return card(ring, alignment=ft.Alignment.CENTER, height=height, padding=40)


def empty(icon: ft.IconData, title: str, said: str, **more: ft.Control) -> ft.Container:
    """Return a card that says why it is empty and what to do about it."""
    controls: list[ft.Control] = [
        tinted_icon(icon, ft.Colors.PRIMARY, 52),
        text(title, 16, ft.FontWeight.W_600, text_align=ft.TextAlign.CENTER),
        muted(said, text_align=ft.TextAlign.CENTER),
        *more.values(),
    ]
    column = ft.Column(
        controls, spacing=10, horizontal_alignment=ft.CrossAxisAlignment.CENTER, tight=True
    )
    return card(column, padding=28, alignment=ft.Alignment.CENTER)


def trouble(said: str, on_retry: Handler) -> ft.Container:
    """Return a card that says what went wrong, with a way to try again."""
    sentence = ft.Semantics(
        live_region=True, content=text(said, 14, text_align=ft.TextAlign.CENTER)
    )
    column = ft.Column(
        [
            tinted_icon(ft.Icons.CLOUD_OFF, "#E8365D", 52),
            sentence,
            second_button("Try again", on_retry),
        ],
        spacing=14,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        tight=True,
    )
    return card(column, padding=28, alignment=ft.Alignment.CENTER)


def banner(said: str) -> ft.Container:
    """Return a strip for a problem that belongs to no single field."""
    row = ft.Row(
        [
            ft.Icon(ft.Icons.ERROR_OUTLINE, color=ft.Colors.ON_ERROR_CONTAINER, size=20),
            text(said, 13.5, color=ft.Colors.ON_ERROR_CONTAINER, expand=True),
        ],
        spacing=10,
    )
    return ft.Container(
        ft.Semantics(live_region=True, content=row),
        bgcolor=ft.Colors.ERROR_CONTAINER,
        border_radius=14,
        padding=14,
    )


def problem_banner(problem: Problem | None, fields: Collection[str]) -> list[ft.Control]:
    """Return a strip for a problem that none of these fields shows itself."""
    if problem is None or problem.field in fields:
        return []
    return [banner(problem.message)]


def say(sentence: str) -> None:
    """Tell the person in passing that something is done."""
    ft.context.page.show_dialog(
        ft.SnackBar(ft.Text(sentence), behavior=ft.SnackBarBehavior.FLOATING, duration=3500)
    )
