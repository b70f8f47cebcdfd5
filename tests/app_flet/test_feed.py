from datetime import timedelta

import pytest

from app_flet.answers.day import Aims, Day, DayChanged, GoalsNow, PersonToday, Today
from app_flet.feed import Feed
from tests.app_flet.days import DATE, NO_GOALS

TOMORROW = DATE + timedelta(days=1)


class House:
    """Answers with the day it is, and pushes the days that changed."""

    def __init__(self, pushed):
        self.today, self.pushed = DATE, pushed

    async def ask(self, name, _answer):
        if name == "goals":
            return GoalsNow(Aims(NO_GOALS))
        return Today(PersonToday("Luca", "Europe/Rome", Day(self.today, steps=1), NO_GOALS))

    async def follow(self, _name, _answer):
        for today, changed in self.pushed:
            self.today = today
            yield DayChanged(changed)


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
