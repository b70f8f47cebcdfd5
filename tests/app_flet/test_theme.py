import pytest

from app_flet import theme
from app_flet.components.header import is_dark

READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3: contrast of text."""
SEEN = 3.0
"""WCAG 2.2, success criterion 1.4.11: contrast of graphics."""
SCHEMES = {"light": theme.light().color_scheme, "dark": theme.dark().color_scheme}
ACCENTS = ("HEART", "EATEN", "BURNED", "FOOD", "WORKOUT", "SLEEP", "STEPS", "READY")


def luminance(color):
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("on_surface", "surface"),
        ("on_surface", "surface_container_lowest"),
        ("on_surface_variant", "surface"),
        ("on_surface_variant", "surface_container_lowest"),
        ("on_surface_variant", "surface_container_high"),
        ("on_primary", "primary"),
        ("primary", "surface_container_lowest"),
        ("on_primary_container", "primary_container"),
        ("error", "surface_container_lowest"),
        ("on_error_container", "error_container"),
    ],
)
def test_text_is_readable(scheme, ink, paper):
    assert contrast(getattr(scheme, ink), getattr(scheme, paper)) >= READABLE


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize("accent", ACCENTS)
def test_rings_and_bars_are_seen(scheme, accent):
    assert contrast(getattr(theme, accent), scheme.surface_container_lowest) >= SEEN


def test_the_colours_follow_the_system_until_one_chooses():
    light, dark = theme.ft.Brightness.LIGHT, theme.ft.Brightness.DARK

    assert is_dark(theme.ft.ThemeMode.SYSTEM, dark)
    assert not is_dark(theme.ft.ThemeMode.SYSTEM, light)
    assert is_dark(theme.ft.ThemeMode.DARK, light)
