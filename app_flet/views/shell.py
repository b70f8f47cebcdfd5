"""The frame of a person signed in: where to go, and the screen that is open."""

import flet as ft

from app_flet import theme
from app_flet.components.basics import text
from app_flet.state import Screen, Tab
from app_flet.tools import use_tools
from app_flet.views.devices import DevicesView
from app_flet.views.eat import EatView
from app_flet.views.settings import SettingsView
from app_flet.views.today import TodayView

ICONS = {
    Tab.TODAY: (ft.Icons.TODAY_OUTLINED, ft.Icons.TODAY),
    Tab.EAT: (ft.Icons.RESTAURANT_OUTLINED, ft.Icons.RESTAURANT),
    Tab.DEVICES: (ft.Icons.WATCH_OUTLINED, ft.Icons.WATCH),
    Tab.SETTINGS: (ft.Icons.SETTINGS_OUTLINED, ft.Icons.SETTINGS),
}
TABS = list(Tab)
RAIL_WIDTH = 220


@ft.component
def Shell(screen: Screen) -> ft.View:
    """Show the open screen with its navigation."""
    tools = use_tools()

    def begin() -> None:
        tools.feed.start(tools.background)

    ft.use_effect(begin, dependencies=[])

    def go(event: ft.Event[ft.NavigationRail] | ft.Event[ft.NavigationBar]) -> None:
        screen.tab = TABS[event.control.selected_index or 0]

    side = 32 if screen.wide else 16
    body = ft.SafeArea(
        ft.Container(
            _open(screen),
            padding=ft.Padding.only(left=side, right=side, top=24 if screen.wide else 12),
            expand=True,
        ),
        expand=True,
    )
    if not screen.wide:
        return ft.View(
            route=screen.route("home"),
            padding=0,
            controls=[body],
            navigation_bar=_bottom(screen.tab, go),
        )
    return ft.View(
        route=screen.route("home"),
        padding=0,
        controls=[
            ft.Row(
                [_rail(screen, go), ft.Container(body, expand=True)],
                expand=True,
                spacing=0,
                vertical_alignment=ft.CrossAxisAlignment.STRETCH,
            )
        ],
    )


def _open(screen: Screen) -> ft.Control:
    views = {
        Tab.TODAY: TodayView,
        Tab.EAT: EatView,
        Tab.DEVICES: DevicesView,
        Tab.SETTINGS: SettingsView,
    }
    view: ft.Control = views[screen.tab](screen)
    return view


def _bottom(tab: Tab, go: ft.ControlEventHandler[ft.NavigationBar]) -> ft.NavigationBar:
    return ft.NavigationBar(
        selected_index=TABS.index(tab),
        on_change=go,
        height=72,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        indicator_color=ft.Colors.PRIMARY_CONTAINER,
        destinations=[
            ft.NavigationBarDestination(icon=icon, selected_icon=chosen, label=name.value)
            for name, (icon, chosen) in ICONS.items()
        ],
    )


def _rail(screen: Screen, go: ft.ControlEventHandler[ft.NavigationRail]) -> ft.NavigationRail:
    emblem = ft.Container(
        ft.Icon(ft.Icons.MONITOR_HEART, color=theme.ON_BRAND, size=20),
        padding=8,
        border_radius=12,
        bgcolor=theme.BRAND,
    )
    return ft.NavigationRail(
        selected_index=TABS.index(screen.tab),
        on_change=go,
        extended=screen.broad,
        label_type=None if screen.broad else ft.NavigationRailLabelType.ALL,
        min_extended_width=RAIL_WIDTH,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        indicator_color=ft.Colors.PRIMARY_CONTAINER,
        group_alignment=-0.95,
        leading=ft.Container(
            ft.Row([emblem, text("PulsePlate", 20, ft.FontWeight.W_700)], spacing=10)
            if screen.broad
            else emblem,
            padding=ft.Padding.only(left=16 if screen.broad else 0, top=18, bottom=18),
            width=RAIL_WIDTH if screen.broad else None,
        ),
        selected_label_text_style=theme.letters(
            13, ft.FontWeight.W_700, color=ft.Colors.ON_SURFACE
        ),
        unselected_label_text_style=theme.letters(
            13, ft.FontWeight.W_500, color=ft.Colors.ON_SURFACE_VARIANT
        ),
        destinations=[
            ft.NavigationRailDestination(icon=icon, selected_icon=chosen, label=name.value)
            for name, (icon, chosen) in ICONS.items()
        ],
    )
