"""The rings of the day."""

import math

import flet as ft
import flet.canvas as cv

from app_flet import theme
from app_flet.components.basics import card, card_title, muted, text, tinted_icon
from app_flet.day_summary import Ring, rings_sentence
from app_flet.wording import NOT_RECORDED, capitalized

COLORS = (theme.EATEN, theme.FOOD, theme.WORKOUT)
ICONS = (ft.Icons.RESTAURANT, ft.Icons.CHECKLIST, ft.Icons.DIRECTIONS_RUN)
FULL_TURN = 2 * math.pi
GAP = 4


def rings_card(shown: list[Ring], *, wide: bool, broad: bool) -> ft.Container:
    """Return the rings with what each of them means."""
    size, stroke = (176.0, 18.0) if broad else (124.0, 13.0)
    shapes: list[cv.Shape] = []
    for place, (ring, color) in enumerate(zip(shown, COLORS, strict=True)):
        inset = stroke / 2 + place * (stroke + GAP)
        shapes += _arcs(size, inset, stroke, ring.fraction, color)
    picture = ft.Semantics(
        label=rings_sentence(shown),
        image=True,
        container=True,
        content=cv.Canvas(shapes, width=size, height=size),
    )
    legend: list[ft.Control] = [_line(*each) for each in zip(shown, ICONS, COLORS, strict=True)]
    row = ft.Row(
        [picture, ft.Column(legend, spacing=14, expand=True, tight=True)],
        spacing=22 if wide else 14,
        expand=wide,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    column = ft.Column([card_title("Your plan"), row], spacing=8)
    return card(column, height=300 if wide else None)


def _arcs(
    size: float, inset: float, stroke: float, fraction: float | None, color: str
) -> list[cv.Shape]:
    def arc(sweep: float, paint_color: str) -> cv.Arc:
        return cv.Arc(
            x=inset,
            y=inset,
            width=size - 2 * inset,
            height=size - 2 * inset,
            start_angle=-FULL_TURN / 4,
            sweep_angle=sweep,
            paint=ft.Paint(
                color=paint_color,
                style=ft.PaintingStyle.STROKE,
                stroke_width=stroke,
                stroke_cap=ft.StrokeCap.ROUND,
            ),
        )

    track = arc(FULL_TURN, ft.Colors.with_opacity(0.16, color))
    if not fraction or fraction < 0:
        return [track]
    return [track, arc(FULL_TURN * min(fraction, 1.0), color)]


def _line(ring: Ring, icon: ft.IconData, color: str) -> ft.Row:
    known = ft.Row(
        [text(ring.said, 17, ft.FontWeight.W_700), muted(ring.explained, 12.5)],
        spacing=5,
        run_spacing=0,
        wrap=True,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    number = muted(capitalized(ring.said), 15) if ring.said == NOT_RECORDED else known
    words = ft.Column(
        [number, muted(ring.name, 12.5)],
        spacing=0,
        expand=True,
        tight=True,
    )
    return ft.Row([tinted_icon(icon, color), words], spacing=10)
