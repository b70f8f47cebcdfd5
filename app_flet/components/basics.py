"""Text, cards and buttons as they look everywhere in the app."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app_flet import theme

Handler = Callable[..., Any]
TITLE_HEIGHT = 32


def text(
    value: str,
    size: float = 14,
    weight: ft.FontWeight = ft.FontWeight.W_500,
    **more: Any,
) -> ft.Text:
    """Return plain text."""
    more.setdefault("style", ft.TextStyle(letter_spacing=0))
    return ft.Text(value, size=size, weight=weight, **more)


def muted(value: str, size: float = 13, **more: Any) -> ft.Text:
    """Return text of second rank."""
    return text(value, size, color=ft.Colors.ON_SURFACE_VARIANT, **more)


def heading(value: str, size: float = 18) -> ft.Semantics:
    """Return a title that screen readers can jump to."""
    title = ft.Text(
        value,
        size=size,
        weight=ft.FontWeight.W_700,
        style=ft.TextStyle(letter_spacing=-0.3),
    )
    return ft.Semantics(header=True, heading_level=2, content=title)


def card_title(value: str, *beside: ft.Control, icon: ft.Control | None = None) -> ft.Row:
    """Return the title of a card, as high with something beside it as without."""
    words = text(value, 15.5, ft.FontWeight.W_600)
    title = ft.Row([icon, words] if icon else [words], spacing=8)
    return ft.Row(
        [title, *beside],
        height=TITLE_HEIGHT,
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def card(content: ft.Control, **more: Any) -> ft.Container:
    """Return a raised surface."""
    more.setdefault("padding", 18)
    return ft.Container(
        content=content,
        border_radius=theme.RADIUS,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        shadow=ft.BoxShadow(
            blur_radius=24,
            spread_radius=-8,
            offset=ft.Offset(0, 8),
            color=ft.Colors.with_opacity(0.07, "#1B1D3A"),
        ),
        **more,
    )


def tinted_icon(icon: ft.IconData, color: str, size: float = 34) -> ft.Container:
    """Return an icon on a soft square of its own colour."""
    return ft.Container(
        ft.Icon(icon, size=size / 2, color=color),
        width=size,
        height=size,
        border_radius=size / 3,
        alignment=ft.Alignment.CENTER,
        bgcolor=ft.Colors.with_opacity(0.14, color),
    )


def icon_button(icon: ft.IconData, label: str, on_click: Handler, **more: Any) -> ft.IconButton:
    """Return a button that shows an icon and is named by its label."""
    color = more.pop("color", ft.Colors.ON_SURFACE_VARIANT)
    return ft.IconButton(
        ft.Icon(icon, size=20, semantics_label=label, color=color),
        on_click=on_click,
        tooltip=label,
        style=ft.ButtonStyle(bgcolor=more.pop("bgcolor", ft.Colors.SURFACE_CONTAINER_HIGH)),
        **more,
    )


def _shape() -> ft.ButtonStyle:
    return ft.ButtonStyle(
        shape=ft.RoundedRectangleBorder(radius=theme.FIELD_RADIUS),
        text_style=theme.letters(15, ft.FontWeight.W_600),
        padding=ft.Padding.symmetric(horizontal=22),
    )


def main_button(label: str, on_click: Handler, **more: Any) -> ft.FilledButton:
    """Return the button for what one comes to a screen to do."""
    style = _shape()
    style.bgcolor = {
        ft.ControlState.DISABLED: ft.Colors.SURFACE_CONTAINER_HIGHEST,
        ft.ControlState.DEFAULT: ft.Colors.PRIMARY,
    }
    style.color = {
        ft.ControlState.DISABLED: ft.Colors.ON_SURFACE_VARIANT,
        ft.ControlState.DEFAULT: ft.Colors.ON_PRIMARY,
    }
    return ft.FilledButton(label, on_click=on_click, height=50, style=style, **more)


def second_button(label: str, on_click: Handler, **more: Any) -> ft.OutlinedButton:
    """Return a button of second rank."""
    return ft.OutlinedButton(label, on_click=on_click, height=50, style=_shape(), **more)


def bar(value: float | None, color: str, label: str) -> ft.Control:
    """Return a thin bar filled to `value` of 1; one that is not known is a bare track."""
    track = ft.Colors.with_opacity(0.16, color)
    if value is None:
        return ft.Container(height=8, border_radius=4, bgcolor=track)
    return ft.ProgressBar(
        value=min(max(value, 0.0), 1.0),
        color=color,
        bgcolor=track,
        bar_height=8,
        border_radius=4,
        semantics_label=label,
    )


def equal_row(controls: list[ft.Control], spacing: float = 16) -> ft.Row:
    """Return a row whose cards are all as high as the highest."""
    return ft.Row(
        controls,
        spacing=spacing,
        intrinsic_height=True,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
    )
