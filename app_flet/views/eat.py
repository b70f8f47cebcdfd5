"""Eat: log a meal by searching foods, and see what today adds up to."""

from typing import Any
from zoneinfo import ZoneInfo

import flet as ft

from app_flet.answers.base import Done
from app_flet.answers.food import Meal, Meals, PersonMeals
from app_flet.components.basics import card, heading, icon_button, muted, text, tinted_icon
from app_flet.components.header import header
from app_flet.components.hooks import use_maybe
from app_flet.components.meal_form import MealForm
from app_flet.components.notice import empty, loading, say, trouble
from app_flet.components.nutrients import nutrients_card
from app_flet.errors import HouseError
from app_flet.state import Screen
from app_flet.theme import FOOD
from app_flet.tools import use_tools
from app_flet.wording import amount, clock

LATEST_MEALS = 30


@ft.component
def EatView(screen: Screen) -> ft.Control:
    """Show the form for a meal beside the meals of today."""
    tools = use_tools()
    person, set_person = use_maybe(PersonMeals)
    problem, set_problem = ft.use_state("")

    async def load() -> None:
        try:
            answer = await tools.client.ask("meals", Meals, first=LATEST_MEALS)
        except HouseError as error:
            set_problem(str(error))
            return
        set_problem("")
        set_person(answer.me)

    async def retract(meal: Meal) -> None:
        try:
            answer = await tools.client.ask("retract_entry", Done, id=meal.id)
        except HouseError as error:
            say(str(error))
            return
        refused = answer.done.problem
        say(refused.message if refused else "The meal is taken back")
        await load()

    ft.use_effect(load, dependencies=[])
    form = MealForm(on_logged=load)
    if person is None:
        eaten = trouble(problem, load) if problem else loading("Loading meals")
        parts: list[ft.Control] = [eaten]
    else:
        parts = [nutrients_card(person.day, person.goals), _meals(person, retract)]
    if screen.wide:
        body: ft.Control = ft.Row(
            [
                ft.Container(form, expand=7),
                ft.Container(ft.Column(parts, spacing=16), expand=5),
            ],
            spacing=16,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )
    else:
        body = ft.Column([form, *parts], spacing=16)
    return ft.Column(
        [header("Eat", "What you eat today", screen), body, ft.Container(height=8)],
        spacing=16,
        scroll=ft.ScrollMode.HIDDEN,
        expand=True,
    )


def todays(person: PersonMeals) -> list[Meal]:
    """Return the meals of the person's own day, the latest first."""
    zone, today = ZoneInfo(person.timezone), person.day.date
    meals = [edge.node for edge in person.meals.edges]
    of_today = [meal for meal in meals if meal.time.astimezone(zone).date() == today]
    return sorted(of_today, key=lambda meal: meal.time, reverse=True)


def _meals(person: PersonMeals, retract: Any) -> ft.Control:
    meals = todays(person)
    if not meals:
        return empty(
            ft.Icons.RESTAURANT,
            "No meal is recorded today",
            "Search a food, say how much of it, and log it.",
        )
    zone = ZoneInfo(person.timezone)
    return ft.Column(
        [heading("Today's meals"), *[_meal(meal, zone, retract) for meal in meals]], spacing=12
    )


def _meal(meal: Meal, zone: ZoneInfo, retract: Any) -> ft.Container:
    at = clock(meal.time, zone)

    async def take_back() -> None:
        await retract(meal)

    items = ", ".join(
        item.name if item.grams is None else f"{item.name} {amount(item.grams, 'g')}"
        for item in meal.items
    )
    words = ft.Column(
        [
            text(f"{at}, {amount(meal.energy_kcal, 'kcal')}", 15, ft.FontWeight.W_600),
            muted(items),
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
