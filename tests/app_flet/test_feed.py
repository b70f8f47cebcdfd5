import asyncio
from datetime import timedelta

import pytest

from app_flet import feed as feed_of_the_app
from app_flet.answers.advice import (
    WORKOUT,
    Advice,
    FeedbackGiven,
    PersonAdvice,
    Recommendation,
    RecommendationsChanged,
    Slate,
    WorkoutPlan,
)
from app_flet.answers.day import (
    Aims,
    Day,
    DayChanged,
    GoalsNow,
    PersonToday,
    Today,
)
from app_flet.feed import Feed
from tests.app_flet.days import DATE, NO_GOALS

TOMORROW = DATE + timedelta(days=1)


class House:
    """Answers with the day it is, and pushes the days that changed."""

    def __init__(self, pushed):
        self.today, self.pushed = DATE, pushed
        self.offered, self.meanwhile = iter(["Easy run", "Long walk"]), None
        self.slates = []

    async def ask(self, name, _answer, **_variables):
        if name == "advice":
            answer = _advice(next(self.offered))
            if self.meanwhile:
                meanwhile, self.meanwhile = self.meanwhile, None
                await meanwhile()
            return answer
        if name == "give_feedback":
            return FeedbackGiven(Slate("s", "m", []))
        if name == "goals":
            return GoalsNow(Aims(NO_GOALS))
        return Today(PersonToday("Luca", "Europe/Rome", Day(self.today, steps=1), NO_GOALS))

    async def follow(self, name, _answer):
        if name == "recommendations_changed":
            for slate in self.slates:
                yield slate and RecommendationsChanged(slate)
            return
        for today, changed in self.pushed:
            self.today = today
            yield DayChanged(changed)


def _item(title):
    return Recommendation(title, WORKOUT, title, "It fits.", WorkoutPlan(title))


def _advice(title):
    return Advice(PersonAdvice(Slate("s", "m", [_item(title)]), Slate("s", "m", [])))


def _workouts(feed):
    return [item.title for item in feed.advice.workouts]


class Jobs(dict):
    """Keeps what is to be done until it is asked for."""

    start = dict.__setitem__


@pytest.mark.parametrize(
    ("pushed", "shown"),
    [
        ([(DATE, Day(DATE, steps=7))], Day(DATE, steps=7)),
        ([(DATE, Day(DATE - timedelta(days=9), steps=7))], Day(DATE, steps=1)),
        ([(DATE, Day(TOMORROW, steps=7))], Day(DATE, steps=1)),
        ([(TOMORROW, Day(TOMORROW, steps=7))], Day(TOMORROW, steps=1)),
        ([(TOMORROW, Day(TOMORROW)), (DATE, Day(DATE))], Day(DATE, steps=1)),
    ],
)
async def test_the_day_on_the_screen_is_the_one_it_is_where_the_person_lives(pushed, shown):
    feed, jobs = Feed(House(pushed)), Jobs()
    feed.start(jobs)
    await feed.load_day()

    await jobs["day changes"]()

    assert feed.today.person.day == shown


async def test_a_slate_from_before_a_verdict_is_asked_for_again():
    feed = Feed(house := House([]))

    async def dislike():
        await feed.give_feedback(_item("Easy run"), "DISLIKE")

    house.meanwhile = dislike
    await feed.load_advice()

    assert _workouts(feed) == ["Long walk"]


async def test_a_slate_from_before_a_push_is_asked_for_again():
    feed, jobs = Feed(house := House([])), Jobs()
    feed.start(jobs)
    house.slates = [Slate("s", "m", [_item("Tempo run")])]

    house.meanwhile = jobs["advice changes"]
    await feed.load_advice()

    assert _workouts(feed) == ["Long walk"]


@pytest.mark.parametrize(
    ("slate", "shown"),
    [
        (Slate("s", "m", [_item("Tempo run")]), "Tempo run"),
        (Slate("s", "m", []), "Long walk"),
        (None, "Long walk"),
    ],
    ids=["another", "nothing that fits", "a lost line"],
)
async def test_a_slate_that_is_pushed_takes_the_place_of_the_one_before(slate, shown):
    feed, jobs = Feed(house := House([])), Jobs()
    feed.start(jobs)
    await feed.load_advice()
    house.slates = [slate]

    await jobs["advice changes"]()

    assert _workouts(feed) == [shown]


async def test_what_is_recommended_is_looked_at_again_as_the_hours_go_by(monkeypatch):
    monkeypatch.setattr(feed_of_the_app, "LOOK_AGAIN_S", 0)
    feed, jobs = Feed(House([])), Jobs()
    feed.start(jobs)

    looking = asyncio.create_task(jobs["advice"]())
    async with asyncio.timeout(5):
        while not feed.advice.workouts or _workouts(feed) == ["Easy run"]:  # noqa: ASYNC110
            await asyncio.sleep(0)
    looking.cancel()

    assert _workouts(feed) == ["Long walk"]
