"""Finding a food by a part of its name."""

import asyncio
from collections.abc import Callable

import flet as ft

from app_flet.answers.base import Problem
from app_flet.answers.food import Food, Foods
from app_flet.components.basics import muted, text
from app_flet.components.fields import Form
from app_flet.components.hooks import use_maybe
from app_flet.errors import HouseError
from app_flet.tools import use_tools
from app_flet.wording import amount

FOODS_FOUND = 6
SHORTEST_SEARCH = 2
PAUSE_IN_TYPING_S = 0.3


@ft.component
def FoodSearch(take: Callable[[Food], None]) -> ft.Control:
    """Let a person search, and take one of the foods found."""
    tools = use_tools()
    sought, set_sought = ft.use_state("")
    found, set_found = use_maybe(list[Food])
    problem, set_problem = use_maybe(Problem)

    async def search() -> None:
        if len(sought.strip()) < SHORTEST_SEARCH:
            set_found(None)
            return
        await asyncio.sleep(PAUSE_IN_TYPING_S)
        try:
            answer = await tools.client.ask(
                "foods", Foods, search=sought.strip(), first=FOODS_FOUND
            )
        except HouseError as error:
            set_problem(Problem("house", str(error), "search"))
            return
        set_problem(None)
        set_found([edge.node for edge in answer.foods.edges])

    def chosen(food: Food) -> None:
        set_sought("")
        set_found(None)
        take(food)

    ft.use_effect(search, dependencies=[sought])
    form = Form({"search": sought}, problem, lambda _, value: set_sought(value))
    return ft.Column(
        [form.text("search", "Search a food", ft.Icons.SEARCH), *_found(found, chosen)],
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _found(found: list[Food] | None, take: Callable[[Food], None]) -> list[ft.Control]:
    if found is None:
        return []
    if not found:
        return [muted("No food of that name is known. Try a simpler word.")]
    return [ft.Column([_hit(food, take) for food in found], spacing=6)]


def _hit(food: Food, take: Callable[[Food], None]) -> ft.Control:
    words = ft.Column(
        [
            text(food.name, 14.5, ft.FontWeight.W_600),
            muted(f"{amount(food.energy_kcal_per_100_g, 'kcal')} in 100 g", 12.5),
        ],
        spacing=0,
        expand=True,
    )
    plus = ft.Container(
        ft.Icon(ft.Icons.ADD, size=20, color=ft.Colors.PRIMARY),
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        border_radius=20,
        padding=9,
    )
    row = ft.Container(
        ft.Row([words, plus], spacing=10),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGH,
        border_radius=14,
        padding=ft.Padding.only(left=14, right=8, top=8, bottom=8),
        on_click=lambda: take(food),
        ink=True,
    )
    return ft.Semantics(
        key=food.id,
        label=f"Add {food.name}",
        button=True,
        exclude_semantics=True,
        on_tap=lambda: take(food),
        content=row,
    )
