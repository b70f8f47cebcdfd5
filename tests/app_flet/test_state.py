from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from app_flet.answers.advice import MealPlan, Recommendation, Slate, WorkoutPlan
from app_flet.answers.day import Day, LiveMeasurement, PersonToday, Source
from app_flet.answers.food import Meal
from app_flet.components.heart import bounds, chart_label
from app_flet.state import AdviceState, HeartState, TodayState
from app_flet.views.eat import of_today
from tests.app_flet.days import DATE, NO_GOALS

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def reading(bpm, seconds, sensor="strap"):
    at = START + timedelta(seconds=seconds)
    return LiveMeasurement("HEART_RATE", bpm, at, Source(id=sensor, name=sensor))


def offer(kind, title):
    plan = WorkoutPlan(id=title) if kind == "WORKOUT" else MealPlan(id=title)
    return Recommendation(id=title, kind=kind, title=title, reason="", item=plan)


@pytest.fixture
def heart():
    return HeartState()


def test_several_readings_of_one_second_are_drawn_once(heart):
    for bpm, seconds in ((70, 0.0), (71, 0.2), (72, 0.4), (80, 1.0)):
        heart.take(reading(bpm, seconds))

    assert heart.readings() == [(-1, 72), (0, 80)]
    assert heart.beat == 2


def test_a_second_sensor_is_followed_only_when_the_first_falls_silent(heart):
    heart.take(reading(70, 0))
    heart.take(reading(95, 1, sensor="watch"))
    assert heart.readings() == [(0, 70)]

    heart.take(reading(96, 60, sensor="watch"))

    assert heart.latest().source.name == "watch"


def test_a_heart_moves_while_its_readings_are_fresh(heart):
    assert not heart.is_moving(START)

    heart.take(reading(70, 0))

    assert heart.is_moving(START + timedelta(seconds=5))
    assert not heart.is_moving(START + timedelta(minutes=1))


def test_the_chart_leaves_room_around_the_line():
    low, high = bounds([(-1, 70), (0, 71)])

    assert low < 70
    assert high > 71
    assert high - low == 40


def test_the_chart_says_what_was_measured_not_what_it_leaves_room_for():
    assert chart_label([(-1, 64), (0, 60)]) == "Heart rate of the last minute, 60 to 64"


def test_a_late_file_of_an_earlier_day_leaves_today_on_the_screen():
    today = TodayState(person=PersonToday("Luca", "Europe/Rome", Day(DATE, steps=5), NO_GOALS))

    assert not today.take(Day(DATE - timedelta(days=9), steps=1))
    assert today.person.day.steps == 5

    assert today.take(Day(DATE, steps=6))
    assert today.person.day.steps == 6


def test_what_brings_the_person_on_is_shown_beside_the_same_day():
    today = TodayState(person=PersonToday("Luca", "Europe/Rome", Day(DATE, steps=5), NO_GOALS))

    today.aim(replace(NO_GOALS, progress=0.25))

    assert (today.person.goals.progress, today.person.day.steps) == (0.25, 5)


def test_a_slate_of_one_kind_leaves_the_other_kind_as_it_is():
    advice = AdviceState(workouts=(offer("WORKOUT", "Run"),), meals=(offer("MEAL", "Dhal"),))

    advice.take(Slate("s", "m", [offer("WORKOUT", "Walk"), offer("WORKOUT", "Swim")]), shown=1)

    assert [item.title for item in advice.workouts] == ["Walk"]
    assert [item.title for item in advice.meals] == ["Dhal"]


def test_a_slate_on_which_nothing_is_left_empties_its_kind():
    advice = AdviceState(workouts=(offer("WORKOUT", "Run"),), meals=())

    advice.take(Slate("s", "m", []), shown=3, kinds=frozenset({"WORKOUT"}))

    assert advice.workouts == ()


def test_meals_are_of_the_day_that_the_house_counts_them_in():
    time = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    late = Meal("late", time, date(2026, 11, 24), [])
    before_a_move = Meal("before", time, date(2026, 11, 23), [])
    person = PersonToday("Luca", "Europe/Rome", Day(date(2026, 11, 24)), NO_GOALS)

    assert of_today([before_a_move, late], frozenset(), person) == [late]


def test_a_meal_just_logged_or_taken_back_counts_at_once():
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    kept, gone = (
        Meal("kept", noon, DATE, []),
        Meal("gone", noon + timedelta(hours=1), DATE, []),
    )
    person = PersonToday("Luca", "UTC", Day(DATE), NO_GOALS)

    assert of_today([kept, gone, kept], frozenset({"gone"}), person) == [kept]
