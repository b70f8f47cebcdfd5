"""The door: the name of the house, and the two ways in."""

import flet as ft

from app_flet import theme
from app_flet.components.basics import text
from app_flet.components.entrance import SignIn, SignUp
from app_flet.components.hooks import use_flag
from app_flet.draft import Draft
from app_flet.state import Screen


@ft.component
def Welcome(screen: Screen) -> ft.View:
    """Let a person in."""
    is_new, set_is_new = use_flag()
    draft, _ = ft.use_state(Draft())
    wide = screen.wide

    def turn(*, to_new: bool) -> None:
        draft.problem = None
        set_is_new(to_new)

    panel = ft.Container(
        SignUp(draft, on_other=lambda: turn(to_new=False))
        if is_new
        else SignIn(draft, on_other=lambda: turn(to_new=True)),
        width=440,
        padding=ft.Padding.symmetric(horizontal=24, vertical=28),
    )
    if not wide:
        column = ft.Column(
            [_brand(height=200 if is_new else 270), panel],
            spacing=0,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )
        return ft.View(
            route=screen.route("welcome"),
            padding=0,
            scroll=ft.ScrollMode.AUTO,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            controls=[column],
        )
    side = ft.Container(
        ft.Column([panel], scroll=ft.ScrollMode.AUTO, alignment=ft.MainAxisAlignment.CENTER),
        expand=True,
        alignment=ft.Alignment.CENTER,
    )
    return ft.View(
        route=screen.route("welcome"),
        padding=0,
        controls=[
            ft.Row(
                [_brand(expand=True), side],
                expand=True,
                spacing=0,
                vertical_alignment=ft.CrossAxisAlignment.STRETCH,
            )
        ],
    )


def _brand(height: float | None = None, *, expand: bool = False) -> ft.Container:
    soft = ft.Colors.with_opacity(0.86, theme.ON_BRAND)
    return ft.Container(
        ft.Column(
            [
                ft.Container(
                    ft.Icon(ft.Icons.MONITOR_HEART, size=40, color=theme.ON_BRAND),
                    padding=18,
                    border_radius=24,
                    bgcolor=ft.Colors.with_opacity(0.16, theme.ON_BRAND),
                ),
                ft.Semantics(
                    header=True,
                    content=text("PulsePlate", 34, ft.FontWeight.W_700, color=theme.ON_BRAND),
                ),
                text("Your training and your table, in one place", 14, color=soft),
            ],
            alignment=ft.MainAxisAlignment.CENTER,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=10,
        ),
        height=height,
        expand=expand,
        alignment=ft.Alignment.CENTER,
        gradient=ft.LinearGradient(
            begin=ft.Alignment.TOP_LEFT,
            end=ft.Alignment.BOTTOM_RIGHT,
            colors=list(theme.BRAND_GRADIENT),
        ),
        border_radius=None if expand else ft.BorderRadius.only(bottom_left=40, bottom_right=40),
    )
