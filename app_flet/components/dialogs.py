"""The frame of dialogs."""

from typing import Any

import flet as ft

from app_flet.components.basics import Handler, heading


def dialog(
    title: str,
    content: list[ft.Control],
    actions: list[ft.Control],
    on_dismiss: Handler,
    **more: Any,
) -> ft.AlertDialog:
    """Return a dialog as wide as a phone."""
    return ft.AlertDialog(
        title=heading(title, 20),
        content=ft.Container(
            ft.Column(
                content,
                spacing=14,
                tight=True,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            width=420,
        ),
        actions=actions,
        scrollable=True,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOWEST,
        shape=ft.RoundedRectangleBorder(radius=24),
        inset_padding=ft.Padding.symmetric(horizontal=16, vertical=24),
        on_dismiss=on_dismiss,
        **more,
    )
