"""The form for a meal: foods are searched, weighed and logged together."""

from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, tzinfo
from typing import Any

import flet as ft

from app_flet import forms, plate
from app_flet.answers.base import Problem
from app_flet.answers.food import Meal, MealLogged
from app_flet.components.basics import card, icon_button, main_button, muted, text
from app_flet.components.fields import Form
from app_flet.components.food_search import FoodSearch
from app_flet.components.notice import problem_banner, say
from app_flet.draft import Draft
from app_flet.plate import Plate, Portion
from app_flet.tools import use_tools

TIME, PLATE = "time", "plate"
NOTHING_EATEN: Mapping[str, Any] = {TIME: "", PLATE: ()}


@ft.component
def MealForm(zone: tzinfo | None, on_logged: Callable[[Meal], None]) -> ft.Control:
    """Let a person put foods on the plate and log them."""
    tools = use_tools()
    draft, _ = ft.use_state(Draft(NOTHING_EATEN))
    portions: Plate = draft.values[PLATE]

    def serve(portions: Plate) -> None:
        draft.put(PLATE, portions)

    def put(name: str, typed: str) -> None:
        if name == TIME:
            draft.put(TIME, typed)
        else:
            serve(plate.weighed(draft.values[PLATE], name, typed))
            draft.forgive(name)

    async def ask() -> Meal | Problem:
        meal = as_input(draft.values, datetime.now(zone).astimezone(zone))
        return (await tools.client.ask("log_meal", MealLogged, input=meal)).done

    async def log() -> None:
        logged = await draft.send(ask)
        if logged is not None:
            draft.fill(NOTHING_EATEN)
            say("The meal is logged. The day follows in a moment.")
            on_logged(logged)

    values = {
        TIME: draft.values[TIME],
        **{each.food.id: each.grams for each in portions},
    }
    form = Form(values, draft.problem, put)
    return card(
        ft.Column(
            [
                text("Log a meal", 15.5, ft.FontWeight.W_600),
                FoodSearch(lambda food: serve(plate.with_food(draft.values[PLATE], food))),
                *problem_banner(draft.problem, values),
                *[
                    _portion(
                        form,
                        each,
                        lambda gone: serve(plate.without(draft.values[PLATE], gone)),
                    )
                    for each in portions
                ],
                *_end(form, portions, log, is_busy=draft.is_busy),
            ],
            spacing=14,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )


def as_input(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the meal as the graph takes it.

    Raises:
        UnreadableError: a time or grams can't be read.
    """
    time = forms.moment(values[TIME], TIME, now)
    return {
        "time": time.isoformat(),
        "items": [portion.as_input() for portion in values[PLATE]],
    }


def _portion(form: Form, portion: Portion, remove: Callable[[str], None]) -> ft.Control:
    food = portion.food
    field = form.text(food.id, "Grams", ft.Icons.SCALE_OUTLINED, width=140, dense=True)
    words = ft.Column(
        [
            text(food.name, 14.5, ft.FontWeight.W_600),
            muted(plate.energy(portion), 12.5),
        ],
        spacing=0,
        expand=True,
    )
    away = icon_button(ft.Icons.CLOSE, f"Remove {food.name}", lambda: remove(food.id))
    grams = ft.Semantics(label=f"Grams of {food.name}", container=True, content=field)
    return ft.Row([words, grams, away], spacing=10, key=f"portion-{food.id}")


def _end(
    form: Form, portions: Plate, log: Callable[[], Coroutine[Any, Any, None]], *, is_busy: bool
) -> list[ft.Control]:
    if not portions:
        return [muted("Search by name, then say how many grams you ate.")]
    return [
        ft.Divider(height=1, color=ft.Colors.OUTLINE_VARIANT),
        ft.Row(
            [
                text(plate.sentence(portions), 15, ft.FontWeight.W_600, expand=True),
                form.text(
                    TIME, "Eaten at", ft.Icons.SCHEDULE, hint_text="now", width=140, dense=True
                ),
            ],
            spacing=10,
        ),
        main_button("Logging…" if is_busy else "Log this meal", log, disabled=is_busy),
    ]
