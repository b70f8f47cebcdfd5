"""The choice of colours."""

import flet as ft

from app_flet.components.basics import card, text
from app_flet.memory import Memory
from app_flet.state import Screen

CHOICES = (
    (ft.ThemeMode.SYSTEM, "System", ft.Icons.BRIGHTNESS_AUTO),
    (ft.ThemeMode.LIGHT, "Light", ft.Icons.LIGHT_MODE_OUTLINED),
    (ft.ThemeMode.DARK, "Dark", ft.Icons.DARK_MODE_OUTLINED),
)


def appearance_card(screen: Screen, memory: Memory) -> ft.Container:
    """Return the card on which the person picks light, dark, or what the system says."""

    async def choose(event: ft.Event[ft.SegmentedButton]) -> None:
        screen.theme = ft.ThemeMode(next(iter(event.control.selected)))
        await memory.keep_theme(screen.theme)

    buttons = ft.SegmentedButton(
        segments=[
            ft.Segment(value=mode.value, label=text(word), icon=ft.Icon(icon))
            for mode, word, icon in CHOICES
        ],
        selected=[screen.theme.value],
        show_selected_icon=False,
        on_change=choose,
    )
    return card(
        ft.Column(
            [text("Colours", 15.5, ft.FontWeight.W_600), buttons],
            spacing=14,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )
