"""The top of a screen: its title, the colours, the person."""

import flet as ft

from app_flet.components.basics import heading, icon_button, muted, text
from app_flet.state import Screen, Tab
from app_flet.tools import use_tools
from app_flet.wording import initials


def header(title: str, said: str, screen: Screen) -> ft.Control:
    """Return the title with what is said of it, the switch of colours and the person."""
    words = [muted(said, 13)] if said else []
    return ft.Row(
        [
            ft.Column([*words, heading(title, 26)], spacing=0, expand=True),
            _Colors(screen),
            _Avatar(screen),
        ],
        spacing=8,
        height=56,
    )


@ft.component
def _Colors(screen: Screen) -> ft.Control:
    tools = use_tools()
    night = is_dark(screen.theme, ft.context.page.platform_brightness)

    async def switch() -> None:
        screen.theme = ft.ThemeMode.LIGHT if night else ft.ThemeMode.DARK
        await tools.memory.keep_theme(screen.theme)

    if night:
        return icon_button(ft.Icons.LIGHT_MODE_OUTLINED, "Light colours", switch)
    return icon_button(ft.Icons.DARK_MODE_OUTLINED, "Dark colours", switch)


@ft.component
def _Avatar(screen: Screen) -> ft.Control:
    person = use_tools().feed.today.person

    def open_settings() -> None:
        screen.tab = Tab.SETTINGS

    letters = text(initials(person.name), 14, ft.FontWeight.W_700) if person else None
    picture = ft.CircleAvatar(
        content=letters or ft.Icon(ft.Icons.PERSON, size=20),
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        color=ft.Colors.ON_PRIMARY_CONTAINER,
        radius=21,
    )
    return ft.Semantics(
        label="Your settings",
        button=True,
        exclude_semantics=True,
        on_tap=open_settings,
        content=ft.Container(picture, on_click=open_settings, border_radius=21, ink=True),
    )


def is_dark(theme: ft.ThemeMode, brightness: ft.Brightness | None) -> bool:
    """Say whether the screen is dark, by choice or by the system's wish."""
    if theme is ft.ThemeMode.SYSTEM:
        return brightness is ft.Brightness.DARK
    return theme is ft.ThemeMode.DARK
