"""A logged meal on a card."""

from collections.abc import Callable, Coroutine
from datetime import tzinfo
from typing import Any

import flet as ft

from app_flet.answers.food import Meal, MealItem
from app_flet.components.basics import card, icon_button, muted, text, tinted_icon
from app_flet.theme import FOOD
from app_flet.wording import amount, clock

MealHandler = Callable[[Meal], Coroutine[Any, Any, None]]


def meal_card(meal: Meal, zone: tzinfo, retract: MealHandler) -> ft.Container:
    """Return a meal with its parts, to be taken back."""
    at = clock(meal.time, zone)

    async def take_back() -> None:
        await retract(meal)

    words = ft.Column(
        [
            ft.Row(
                [
                    text(amount(meal.energy_kcal, "kcal"), 15, ft.FontWeight.W_700),
                    muted(f"at {at}", 12.5),
                ],
                spacing=6,
            ),
            muted(", ".join(item_words(item) for item in meal.items)),
        ],
        spacing=2,
        expand=True,
        tight=True,
    )
    row = ft.Row(
        [
            tinted_icon(ft.Icons.RESTAURANT, FOOD, 44),
            words,
            icon_button(ft.Icons.DELETE_OUTLINE, f"Take back the meal of {at}", take_back),
        ],
        spacing=14,
    )
    return card(row, key=meal.id, padding=14)


def item_words(item: MealItem) -> str:
    """Say what was eaten, and how much as far as it is known."""
    name = item.name or "Something"
    return name if item.grams is None else f"{name} {amount(item.grams, 'g')}"
