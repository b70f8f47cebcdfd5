"""The form for a meal: foods are searched, weighed and logged together."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

import flet as ft

from app_flet import forms
from app_flet.answers.base import Done, Problem
from app_flet.answers.food import Food, Foods
from app_flet.components.basics import card, icon_button, main_button, muted, text
from app_flet.components.fields import Form
from app_flet.components.hooks import use_maybe
from app_flet.components.notice import problem_banner, say
from app_flet.errors import HouseError
from app_flet.tools import use_tools
from app_flet.wording import amount

FOODS_FOUND = 6
SHORTEST_SEARCH = 2
PAUSE_IN_TYPING_S = 0.3
USUAL_GRAMS = "100"


@dataclass(frozen=True)
class Portion:
    """A food on the plate, with the grams as typed."""

    food: Food
    grams: str = USUAL_GRAMS

    def input(self) -> dict[str, Any]:
        """Return the portion as the graph takes it.

        Raises:
            UnreadableError: the grams are no number above zero.
        """
        grams = forms.number({self.food.id: self.grams}, self.food.id)
        if grams is None or grams <= 0:
            raise forms.UnreadableError(self.food.id, "How many grams?")
        return {"foodId": self.food.id, "grams": grams}

    def energy_kcal(self) -> float | None:
        """Return the portion's energy, as far as it is known."""
        try:
            grams = forms.number({"grams": self.grams}, "grams")
        except forms.UnreadableError:
            return None
        per_100_g = self.food.energy_kcal_per_100_g
        return None if grams is None or per_100_g is None else per_100_g * grams / 100


@ft.component
def MealForm(on_logged: Callable[[], Coroutine[Any, Any, None]]) -> ft.Control:
    """Let a person put foods on the plate and log them."""
    tools = use_tools()
    sought, set_sought = ft.use_state("")
    found, set_found = use_maybe(list[Food])
    plate, set_plate = ft.use_state(tuple[Portion, ...]())
    problem, set_problem = use_maybe(Problem)
    busy, set_busy = ft.use_state(False)

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
            set_problem(Problem("house", str(error)))
            return
        set_problem(None)
        set_found([edge.node for edge in answer.foods.edges])

    ft.use_effect(search, dependencies=[sought])

    def add(food: Food) -> None:
        set_plate(lambda p: p if food in [each.food for each in p] else (*p, Portion(food)))
        set_sought("")
        set_found(None)

    def weigh(food_id: str, grams: str) -> None:
        set_plate(lambda p: tuple(weighed(each, food_id, grams) for each in p))

    def remove(food_id: str) -> None:
        set_plate(lambda p: tuple(each for each in p if each.food.id != food_id))

    async def log() -> None:
        try:
            items = [portion.input() for portion in plate]
            set_busy(True)
            answer = await tools.client.ask("log_meal", Done, input={"items": items})
        except forms.UnreadableError as error:
            set_problem(error.problem)
            return
        except HouseError as error:
            set_problem(Problem("house", str(error)))
            return
        finally:
            set_busy(False)
        set_problem(answer.done.problem)
        if answer.done.problem is None:
            set_plate(())
            say("The meal is logged")
            await on_logged()

    form = Form({"search": sought}, None, lambda _, value: set_sought(value))
    ids = {portion.food.id for portion in plate}
    general = problem_banner(problem, ids)
    return card(
        ft.Column(
            [
                text("Log a meal", 15.5, ft.FontWeight.W_600),
                form.text("search", "Search a food", ft.Icons.SEARCH),
                *_found(found, add),
                *general,
                *[_portion(each, problem, weigh, remove) for each in plate],
                *_plate_end(plate, log, busy=busy),
            ],
            spacing=14,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )


def weighed(portion: Portion, food_id: str, grams: str) -> Portion:
    """Return the portion with new grams if it is the one meant."""
    return replace(portion, grams=grams) if portion.food.id == food_id else portion


def plate_sentence(plate: tuple[Portion, ...]) -> str:
    """Say what is on the plate altogether."""
    known = [energy for each in plate if (energy := each.energy_kcal()) is not None]
    total = amount(sum(known), "kcal") if known else "energy not known"
    count = "1 food" if len(plate) == 1 else f"{len(plate)} foods"
    return f"{count}, {total}"


def _found(found: list[Food] | None, add: Callable[[Food], None]) -> list[ft.Control]:
    if found is None:
        return []
    if not found:
        return [muted("No food of that name is known. Try a simpler word.")]
    return [ft.Column([_hit(food, add) for food in found], spacing=6)]


def _hit(food: Food, add: Callable[[Food], None]) -> ft.Control:
    words = ft.Column(
        [
            text(food.name, 14.5, ft.FontWeight.W_600),
            muted(f"{amount(food.energy_kcal_per_100_g, 'kcal')} in 100 g", 12.5),
        ],
        spacing=0,
        expand=True,
    )
    return ft.Container(
        ft.Row(
            [
                words,
                icon_button(
                    ft.Icons.ADD,
                    f"Add {food.name}",
                    lambda: add(food),
                    color=ft.Colors.PRIMARY,
                    bgcolor=ft.Colors.PRIMARY_CONTAINER,
                ),
            ],
            spacing=10,
        ),
        key=food.id,
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGH,
        border_radius=14,
        padding=ft.Padding.only(left=14, right=8, top=8, bottom=8),
        on_click=lambda: add(food),
    )


def _portion(
    portion: Portion,
    problem: Problem | None,
    weigh: Callable[[str, str], None],
    remove: Callable[[str], None],
) -> ft.Control:
    food = portion.food
    form = Form({food.id: portion.grams}, problem, weigh)
    field = form.text(
        food.id, f"Grams of {food.name}", ft.Icons.SCALE_OUTLINED, width=150, dense=True
    )
    field.label = "Grams"
    words = ft.Column(
        [
            text(food.name, 14.5, ft.FontWeight.W_600),
            muted(amount(portion.energy_kcal(), "kcal"), 12.5),
        ],
        spacing=0,
        expand=True,
    )
    away = icon_button(ft.Icons.CLOSE, f"Remove {food.name}", lambda: remove(food.id))
    return ft.Row([words, field, away], spacing=10, key=f"portion-{food.id}")


def _plate_end(
    plate: tuple[Portion, ...], log: Callable[[], Coroutine[Any, Any, None]], *, busy: bool
) -> list[ft.Control]:
    if not plate:
        return [muted("Search by name, then say how many grams you ate.")]
    return [
        ft.Divider(height=1, color=ft.Colors.OUTLINE_VARIANT),
        text(plate_sentence(plate), 14, ft.FontWeight.W_600),
        main_button("Logging…" if busy else "Log this meal", log, disabled=busy),
    ]
