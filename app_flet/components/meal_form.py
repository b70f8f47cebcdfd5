"""The form for a meal: foods are searched, weighed and logged together."""

from collections.abc import Callable, Coroutine
from datetime import datetime, tzinfo
from typing import Any

import flet as ft

from app_flet import forms, plate
from app_flet.answers.base import Problem
from app_flet.answers.food import Meal, MealLogged
from app_flet.components.basics import card, icon_button, main_button, muted, text
from app_flet.components.fields import Form
from app_flet.components.food_search import FoodSearch
from app_flet.components.hooks import use_flag, use_maybe
from app_flet.components.notice import problem_banner, say
from app_flet.errors import HouseError
from app_flet.plate import Plate, Portion
from app_flet.tools import use_tools

TIME = "time"


@ft.component
def MealForm(zone: tzinfo | None, on_logged: Callable[[Meal], None]) -> ft.Control:
    """Let a person put foods on the plate and log them."""
    tools = use_tools()
    portions, set_portions = ft.use_state(Plate())
    at, set_at = ft.use_state("")
    problem, set_problem = use_maybe(Problem)
    is_busy, set_is_busy = use_flag()

    def put(name: str, typed: str) -> None:
        if name == TIME:
            set_at(typed)
        else:
            set_portions(lambda now: plate.weighed(now, name, typed))

    async def log() -> None:
        set_is_busy(True)
        try:
            time = forms.moment(at, TIME, datetime.now(zone).astimezone(zone))
            items = [portion.as_input() for portion in portions]
            meal = {"time": time.isoformat(), "items": items}
            answer = await tools.client.ask("log_meal", MealLogged, input=meal)
        except forms.UnreadableError as error:
            set_problem(error.problem)
            return
        except HouseError as error:
            set_problem(Problem("house", str(error)))
            return
        finally:
            set_is_busy(False)
        if isinstance(answer.done, Problem):
            set_problem(answer.done)
            return
        set_problem(None)
        set_portions(())
        set_at("")
        say("The meal is logged. The day follows in a moment.")
        on_logged(answer.done)

    values = {TIME: at, **{each.food.id: each.grams for each in portions}}
    form = Form(values, problem, put)
    return card(
        ft.Column(
            [
                text("Log a meal", 15.5, ft.FontWeight.W_600),
                FoodSearch(lambda food: set_portions(lambda now: plate.with_food(now, food))),
                *problem_banner(problem, values),
                *[
                    _portion(
                        form,
                        each,
                        lambda gone: set_portions(lambda now: plate.without(now, gone)),
                    )
                    for each in portions
                ],
                *_end(form, portions, log, is_busy=is_busy),
            ],
            spacing=14,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )


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
