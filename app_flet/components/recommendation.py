"""A recommended workout or meal, to be liked or not."""

from collections.abc import Callable, Coroutine
from typing import Any

import flet as ft

from app_flet import theme
from app_flet.answers.advice import MealPlan, Recommendation, WorkoutPlan
from app_flet.components.basics import card, icon_button, muted, text
from app_flet.wording import amount

Judge = Callable[[Recommendation, str], Coroutine[Any, Any, None]]


def recommendation_card(
    item: Recommendation, judge: Judge, *, liked: bool, waiting: bool
) -> ft.Container:
    """Return one recommendation with its reason and two thumbs."""
    is_meal = isinstance(item.item, MealPlan)
    bottom = ft.Row(
        [
            ft.Row([_fact(*each) for each in facts(item.item)], spacing=14, expand=True),
            *_thumbs(item, judge, liked=liked, waiting=waiting),
        ],
        spacing=6,
    )
    title = text(item.title, 16, ft.FontWeight.W_600, expand=True)
    reason = ft.Text(
        item.reason,
        size=13.5,
        color=ft.Colors.ON_SURFACE_VARIANT,
        style=ft.TextStyle(height=1.4, letter_spacing=0),
    )
    return card(
        ft.Column(
            [
                ft.Row([_emblem(is_meal=is_meal), title], spacing=14),
                reason,
                ft.Container(expand=True),
                bottom,
            ],
            spacing=10,
        ),
        key=item.id,
        expand=True,
    )


def facts(plan: WorkoutPlan | MealPlan) -> list[tuple[ft.IconData, str]]:
    """Return what is known of a plan, each with its sign."""
    if isinstance(plan, MealPlan):
        known = [
            (ft.Icons.LOCAL_FIRE_DEPARTMENT, plan.meal_energy_kcal, "kcal"),
            (ft.Icons.EGG_OUTLINED, plan.protein_g, "g protein"),
        ]
    else:
        known = [
            (ft.Icons.SCHEDULE, plan.duration_min, "min"),
            (ft.Icons.LOCAL_FIRE_DEPARTMENT, plan.workout_energy_kcal, "kcal"),
        ]
    return [(icon, amount(value, unit)) for icon, value, unit in known if value is not None]


def _fact(icon: ft.IconData, said: str) -> ft.Row:
    sign = ft.Icon(icon, size=16, color=ft.Colors.ON_SURFACE_VARIANT)
    return ft.Row([sign, muted(said)], spacing=5, tight=True)


def _emblem(*, is_meal: bool) -> ft.Container:
    colors = ["#0EA5A4", "#16A34A"] if is_meal else ["#6D5BFF", "#4F46E5"]
    icon = ft.Icons.RESTAURANT if is_meal else ft.Icons.DIRECTIONS_RUN
    return ft.Container(
        ft.Icon(icon, color=theme.ON_BRAND, size=24),
        width=52,
        height=52,
        border_radius=16,
        alignment=ft.Alignment.CENTER,
        gradient=ft.LinearGradient(
            begin=ft.Alignment.TOP_LEFT, end=ft.Alignment.BOTTOM_RIGHT, colors=colors
        ),
    )


def _thumbs(
    item: Recommendation, judge: Judge, *, liked: bool, waiting: bool
) -> list[ft.Control]:
    async def like() -> None:
        await judge(item, "LIKE")

    async def dislike() -> None:
        await judge(item, "DISLIKE")

    green = theme.WORKOUT
    up = icon_button(
        ft.Icons.THUMB_UP if liked else ft.Icons.THUMB_UP_OUTLINED,
        f"Like {item.title}",
        like,
        disabled=waiting,
        color=green if liked else ft.Colors.ON_SURFACE_VARIANT,
        bgcolor=ft.Colors.with_opacity(0.14, green)
        if liked
        else ft.Colors.SURFACE_CONTAINER_HIGH,
    )
    down = icon_button(
        ft.Icons.THUMB_DOWN_OUTLINED, f"Dislike {item.title}", dislike, disabled=waiting
    )
    return [up, down]
