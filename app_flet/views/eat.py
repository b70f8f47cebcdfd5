"""Eat: log a meal by searching foods, and see what today adds up to."""

from zoneinfo import ZoneInfo

import flet as ft

from app_flet.answers.base import Done
from app_flet.answers.day import PersonToday
from app_flet.answers.food import Meal, MealConnection, Meals
from app_flet.components.basics import heading
from app_flet.components.header import header
from app_flet.components.hooks import use_maybe
from app_flet.components.meal_card import MealHandler, meal_card
from app_flet.components.meal_form import MealForm
from app_flet.components.notice import empty, loading, say, trouble
from app_flet.components.nutrients import nutrients_card
from app_flet.errors import HouseError
from app_flet.state import Screen, TodayState
from app_flet.tools import use_tools

LATEST_MEALS = 30


@ft.component
def EatView(screen: Screen) -> ft.Control:
    """Show the form for a meal beside the meals of today."""
    return Eating(use_tools().feed.today, screen)


@ft.component
def Eating(today: TodayState, screen: Screen) -> ft.Control:
    """Show meals and their sums; both follow the day as it changes."""
    tools = use_tools()
    kept, set_kept = use_maybe(MealConnection)
    problem, set_problem = ft.use_state("")
    logged, set_logged = ft.use_state(tuple[Meal, ...]())
    retracted, set_retracted = ft.use_state(frozenset[str]())
    person = today.person

    async def load() -> None:
        try:
            answer = await tools.client.ask("meals", Meals, first=LATEST_MEALS)
        except HouseError as error:
            set_problem(str(error))
            return
        set_problem("")
        set_kept(answer.me.meals)

    async def retract(meal: Meal) -> None:
        try:
            answer = await tools.client.ask("retract_entry", Done, id=meal.id)
        except HouseError as error:
            say(str(error))
            return
        refused = answer.done.problem
        if refused is None:
            set_retracted(lambda ids: ids | {meal.id})
            set_logged(lambda meals: tuple(one for one in meals if one.id != meal.id))
        say(refused.message if refused else "The meal is taken back")

    def add(meal: Meal) -> None:
        set_logged(lambda meals: (*meals, meal))
        set_retracted(lambda ids: ids - {meal.id})

    ft.use_effect(load, dependencies=[person.day if person else None])
    sums: list[ft.Control] = []
    if person is None or kept is None:
        told = problem or today.trouble
        meals: ft.Control = trouble(told, load) if told else loading("Loading meals")
    else:
        listed = [edge.node for edge in kept.edges]
        meals = _meals(of_today([*listed, *logged], retracted, person), person, retract)
        sums = [nutrients_card(person.day, person.goals)]
    form = MealForm(ZoneInfo(person.timezone) if person else None, add)
    body = _arranged(form, meals, sums, wide=screen.wide)
    return ft.Column(
        [header("Eat", "What you eat today", screen), body, ft.Container(height=8)],
        spacing=16,
        scroll=ft.ScrollMode.HIDDEN,
        expand=True,
    )


def of_today(meals: list[Meal], retracted: frozenset[str], person: PersonToday) -> list[Meal]:
    """Return the meals of the person's own day, each once, the latest first.

    What was logged or taken back a moment ago counts before the house has worked it in.
    """
    by_id = {meal.id: meal for meal in meals if meal.id not in retracted}
    todays = [meal for meal in by_id.values() if meal.date == person.day.date]
    return sorted(todays, key=lambda meal: meal.time, reverse=True)


def _arranged(
    form: ft.Control, meals: ft.Control, sums: list[ft.Control], *, wide: bool
) -> ft.Control:
    if not wide:
        return ft.Column([form, *sums, meals], spacing=16)
    return ft.Row(
        [
            ft.Container(ft.Column([form, meals], spacing=16), expand=7),
            *[ft.Container(each, expand=5) for each in sums],
        ],
        spacing=16,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _meals(meals: list[Meal], person: PersonToday, retract: MealHandler) -> ft.Control:
    if not meals:
        return empty(
            ft.Icons.RESTAURANT,
            "No meal is recorded today",
            "Search a food, say how much of it, and log it.",
        )
    zone = ZoneInfo(person.timezone)
    cards = [meal_card(meal, zone, retract) for meal in meals]
    return ft.Column([heading("Today's meals"), *cards], spacing=12)
