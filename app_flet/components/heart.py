"""The heart, moving."""

from datetime import UTC, datetime

import flet as ft
import flet_charts as fch  # type: ignore[import-untyped]

from app_flet import theme
from app_flet.components.basics import card, card_title, muted, text
from app_flet.day_summary import heart_sentence, heart_span
from app_flet.state import HeartState

ROOM_BPM = 10
LEAST_SPAN_BPM = 40
LEAST_WINDOW_S = 12
CHART_HEIGHT = 120
NUMBER_HEIGHT = 58
LIVE = "Live"


@ft.component
def HeartCard(heart: HeartState, wide: bool) -> ft.Control:  # noqa: FBT001
    """Show the heart rate as it comes in."""
    now = datetime.now(UTC)
    latest, moving = heart.latest(), heart.is_moving(now)
    readings = heart.readings()
    sentence = heart_sentence(latest, [bpm for _, bpm in readings], now)
    waiting = "No signal" if latest else "Waiting for a sensor"
    title = card_title(
        "Heart rate",
        _badge(badge_word(heart, moving=moving)),
        icon=ft.Icon(ft.Icons.FAVORITE, color=theme.HEART, size=20),
    )
    return card(
        ft.Column(
            [
                title,
                _number(latest.value) if latest and moving else _silence(waiting),
                muted(sentence, 12.5),
                ft.Container(
                    _chart(readings) if readings else _flat_line(),
                    expand=wide,
                    height=None if wide else CHART_HEIGHT,
                ),
            ],
            spacing=8,
        ),
        height=300 if wide else None,
    )


def badge_word(heart: HeartState, *, moving: bool) -> str:
    """Say in a word how the live data is doing."""
    if not heart.connected:
        return "Connecting"
    if moving:
        return LIVE
    return "No signal" if heart.latest() else "No sensor"


def bounds(readings: list[tuple[int, float]]) -> tuple[float, float]:
    """Return the lowest and highest beats per minute that the chart spans."""
    values = [bpm for _, bpm in readings]
    low, high = min(values) - ROOM_BPM, max(values) + ROOM_BPM
    missing = max(LEAST_SPAN_BPM - (high - low), 0) / 2
    return low - missing, high + missing


def chart_label(readings: list[tuple[int, float]]) -> str:
    """Say what the chart shows."""
    return f"Heart rate of the last minute, {heart_span([bpm for _, bpm in readings])}"


def _silence(said: str) -> ft.Control:
    words = muted(said, 22)
    return ft.Container(words, height=NUMBER_HEIGHT, alignment=ft.Alignment.CENTER_LEFT)


def _number(bpm: float) -> ft.Control:
    return ft.Row(
        [
            ft.Text(
                f"{bpm:.0f}",
                size=54,
                weight=ft.FontWeight.W_700,
                style=ft.TextStyle(height=1.0, letter_spacing=-1.5),
                semantics_label=f"Heart rate {bpm:.0f} beats per minute",
                key="bpm",
            ),
            ft.Container(muted("bpm", 16), padding=ft.Padding.only(bottom=6)),
        ],
        spacing=6,
        vertical_alignment=ft.CrossAxisAlignment.END,
        height=NUMBER_HEIGHT,
    )


def _badge(word: str) -> ft.Container:
    color = ft.Colors.ERROR if word == LIVE else ft.Colors.ON_SURFACE_VARIANT
    dot = ft.Container(width=8, height=8, border_radius=4, bgcolor=color)
    return ft.Container(
        ft.Row(
            [dot, text(word, 12.5, ft.FontWeight.W_600, color=color)], spacing=7, tight=True
        ),
        bgcolor=ft.Colors.with_opacity(0.12, color),
        border_radius=20,
        padding=ft.Padding.symmetric(horizontal=12, vertical=6),
    )


def _chart(readings: list[tuple[int, float]]) -> ft.Control:
    low, high = bounds(readings)
    line = fch.LineChartData(
        points=[fch.LineChartDataPoint(at, bpm) for at, bpm in readings],
        color=theme.HEART,
        stroke_width=2.6,
        curved=True,
        rounded_stroke_cap=True,
        prevent_curve_over_shooting=True,
        below_line_gradient=ft.LinearGradient(
            begin=ft.Alignment.TOP_CENTER,
            end=ft.Alignment.BOTTOM_CENTER,
            colors=[ft.Colors.with_opacity(part, theme.HEART) for part in (0.26, 0.0)],
        ),
    )
    chart = fch.LineChart(
        data_series=[line],
        interactive=False,
        animation=ft.Animation(0),
        min_x=min(readings[0][0], -LEAST_WINDOW_S),
        max_x=0,
        min_y=low,
        max_y=high,
        horizontal_grid_lines=fch.ChartGridLines(
            interval=20, width=1, color=ft.Colors.OUTLINE_VARIANT, dash_pattern=[4, 4]
        ),
    )
    return ft.Semantics(label=chart_label(readings), image=True, content=chart)


def _flat_line() -> ft.Control:
    line = ft.Container(height=2, bgcolor=ft.Colors.OUTLINE_VARIANT, border_radius=1)
    return ft.Container(line, alignment=ft.Alignment.CENTER)
