"""Today: the heart, the day adding up, and what to do next."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import flet as ft

from app_flet.answers.advice import Recommendation
from app_flet.answers.day import PersonToday
from app_flet.components.basics import card, equal_row, heading, muted
from app_flet.components.header import header
from app_flet.components.heart import HeartCard
from app_flet.components.notice import loading, say, trouble
from app_flet.components.recommendation import Judge, recommendation_card
from app_flet.components.rings import rings_card
from app_flet.components.tiles import tiles
from app_flet.day_summary import rings
from app_flet.errors import HouseError
from app_flet.state import AdviceState, HeartState, Screen, TodayState
from app_flet.tools import use_tools
from app_flet.wording import long_date


@ft.component
def TodayView(screen: Screen) -> ft.Control:
    """Show the day."""
    feed = use_tools().feed
    return ft.Column(
        [
            DayPart(feed.today, feed.heart, screen),
            AdvicePart(feed.advice, screen),
            ft.Container(height=8),
        ],
        spacing=20,
        scroll=ft.ScrollMode.HIDDEN,
        expand=True,
    )


@ft.component
def DayPart(today: TodayState, heart: HeartState, screen: Screen) -> ft.Control:
    """Show greeting, heart, rings and tiles."""
    feed = use_tools().feed
    person = today.person
    if person is None:
        waiting = trouble(today.trouble, feed.load_day) if today.trouble else loading("Loading")
        return ft.Column([header("Today", "", screen), waiting], spacing=16)
    stale = [trouble(today.trouble, feed.load_day)] if today.trouble else []
    return ft.Column(
        [
            header(f"Hi, {person.name.split()[0]}", long_date(person.day.date), screen),
            *stale,
            _first_row(person, heart, screen),
            tiles(person.day, person.aims, ZoneInfo(person.timezone), across(screen)),
        ],
        spacing=16,
    )


def across(screen: Screen) -> int:
    """Return how many tiles stand beside each other."""
    if not screen.wide:
        return 2
    return 5 if screen.broad else 3


def _first_row(person: PersonToday, heart: HeartState, screen: Screen) -> ft.Control:
    pulse = HeartCard(heart, screen.wide)
    circles = rings_card(rings(person.day, person.goals), wide=screen.wide, broad=screen.broad)
    if not screen.wide:
        return ft.Column([pulse, circles], spacing=16)
    return ft.Row(
        [ft.Container(pulse, expand=7 if screen.broad else 5), ft.Container(circles, expand=5)],
        spacing=16,
        vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        height=300,
    )


@ft.component
def AdvicePart(advice: AdviceState, screen: Screen) -> ft.Control:
    """Show workouts and meals that fit."""
    feed = use_tools().feed

    async def judge(item: Recommendation, verdict: str) -> None:
        try:
            problem = await feed.give_feedback(item, verdict)
        except HouseError as error:
            say(str(error))
            return
        said = {"LIKE": "Noted, more like this", "DISLIKE": "Noted, here is something else"}
        say(problem.message if problem else said[verdict])

    workouts, meals = advice.workouts, advice.meals
    if workouts is None or meals is None:
        if advice.trouble:
            return trouble(advice.trouble, feed.load_advice)
        return loading("Loading recommendations")
    left = _cards(workouts, judge, advice, "workout")
    right = _cards(meals, judge, advice, "meal")
    titles = [heading("Workouts for you"), heading("Meals for you")]
    if not screen.wide:
        cards = [titles[0], *single(left), titles[1], *single(right)]
        return ft.Column(cards, spacing=14)
    title_row = ft.Row([ft.Container(title, expand=True) for title in titles], spacing=16)
    return ft.Column([title_row, *_pairs(left, right)], spacing=14)


def _cards(
    items: Sequence[Recommendation], judge: Judge, advice: AdviceState, name: str
) -> list[ft.Control]:
    if not items:
        said = f"No {name} fits your day and what you told in Settings right now."
        return [card(muted(said), expand=True)]
    return [
        recommendation_card(
            item,
            judge,
            liked=item.item.id in advice.liked,
            waiting=advice.waiting_for == item.id,
        )
        for item in items
    ]


def single(cards: list[ft.Control]) -> list[ft.Control]:
    """Return each card in a row of its own."""
    return [equal_row([each]) for each in cards]


def _pairs(left: list[ft.Control], right: list[ft.Control]) -> list[ft.Control]:
    rows: list[ft.Control] = []
    for place in range(max(len(left), len(right))):
        pair = [
            side[place] if place < len(side) else ft.Container(expand=True)
            for side in (left, right)
        ]
        rows.append(equal_row(pair))
    return rows
