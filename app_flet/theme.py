"""Colours, shapes and letters of the app, light and dark."""

from typing import Any

import flet as ft

from app_flet import fonts

HEART, EATEN, BURNED = "#E8365D", "#E56A00", "#8B5CF6"
FOOD, WORKOUT, SLEEP, STEPS = "#0E9C94", "#2F9E44", "#5B6CF0", "#1E88E5"
READY = "#C2740A"
BRAND = "#4F46E5"
BRAND_GRADIENT = ("#6D5BFF", "#4F46E5", "#2B2A8C")
ON_BRAND = "#FFFFFF"
RADIUS = 24
FIELD_RADIUS = 16
WIDE_FROM_PX, BROAD_FROM_PX = 1000, 1280


def light() -> ft.Theme:
    """Return the theme by day."""
    return _theme(
        ft.ColorScheme(
            primary=BRAND,
            on_primary="#FFFFFF",
            primary_container="#E4E3FF",
            on_primary_container="#1E1B6B",
            secondary="#0B7A74",
            secondary_container="#E4E3FF",
            on_secondary_container="#312E81",
            surface="#F3F4F8",
            on_surface="#12131A",
            on_surface_variant="#5C5F6E",
            surface_container_lowest="#FFFFFF",
            surface_container_low="#FFFFFF",
            surface_container="#FFFFFF",
            surface_container_high="#EDEEF4",
            surface_container_highest="#E6E8F0",
            outline="#8E91A0",
            outline_variant="#E3E5EE",
            error="#C81E4A",
            error_container="#FDE7EC",
            on_error_container="#8C1433",
        )
    )


def dark() -> ft.Theme:
    """Return the theme by night."""
    return _theme(
        ft.ColorScheme(
            primary="#A5A0FF",
            on_primary="#14123D",
            primary_container="#2B2870",
            on_primary_container="#E4E3FF",
            secondary="#5EEAD4",
            secondary_container="#26284A",
            on_secondary_container="#E4E3FF",
            surface="#0B0C11",
            on_surface="#F2F3F8",
            on_surface_variant="#A3A6B8",
            surface_container_lowest="#14161E",
            surface_container_low="#14161E",
            surface_container="#14161E",
            surface_container_high="#1D2029",
            surface_container_highest="#262A36",
            outline="#6B6F80",
            outline_variant="#242834",
            error="#FF6B81",
            error_container="#3A1520",
            on_error_container="#FFC2CC",
        )
    )


def family() -> str:
    """Return the letters that the app is written in."""
    return fonts.FAMILY if fonts.is_installed() else "Roboto"


def letters(size: float, weight: ft.FontWeight, **more: Any) -> ft.TextStyle:
    """Return a style of text where the theme's own letters would get lost."""
    return ft.TextStyle(
        size=size, weight=weight, font_family=family(), letter_spacing=0, **more
    )


def _theme(colors: ft.ColorScheme) -> ft.Theme:
    def label(weight: ft.FontWeight) -> ft.TextStyle:
        return letters(12, weight)

    return ft.Theme(
        font_family=family(),
        visual_density=ft.VisualDensity.COMFORTABLE,
        scaffold_bgcolor=colors.surface,
        color_scheme=colors,
        navigation_bar_theme=ft.NavigationBarTheme(
            label_text_style={
                ft.ControlState.SELECTED: label(ft.FontWeight.W_600),
                ft.ControlState.DEFAULT: label(ft.FontWeight.W_500),
            }
        ),
    )
