import math
from datetime import timedelta

import pytest

from recommender.catalogue.loader import load_meals
from recommender.deeds import interaction_of_deed
from recommender.interactions import told_once
from recommender.suppression import cooling_down
from schema.ports.lake import StoredRecord
from tests.recommender.conftest import EVENING, MEAL, WORKOUT, did


def workout(minutes=30, **fields):
    begin = EVENING - timedelta(minutes=minutes)
    return StoredRecord("watch", "workout", "w", begin, EVENING, None, fields, None)


def meal(*items, **fields):
    record = {"items": list(items), **fields}
    return StoredRecord("phone", "meal", "m", EVENING, EVENING, None, record, None)


def foods(meal_id, factor=1.0):
    grams = next(one.grams for one in load_meals() if one.id == meal_id)
    return [{"food": food, "grams": amount * factor} for food, amount in grams.items()]


def item(record):
    interaction = interaction_of_deed("luca", record)
    return interaction and (interaction.item_id, interaction.signal.value)


def test_a_deed_of_the_catalogue_names_its_item():
    run = interaction_of_deed("luca", workout(plan_id="run-5mph-30", activity="running"))

    assert run == did("completed", "run-5mph-30", kind=WORKOUT)
    assert item(meal({"name": "Oats"}, plan_id="porridge-blueberries")) == (
        "porridge-blueberries",
        "completed",
    )


def test_a_workout_that_names_none_speaks_for_the_one_it_is_like():
    assert item(workout(58, activity="cycling")) == ("leisure-ride-60", "resembled")
    assert item(workout(58, activity="cycling", plan_id="of another house")) == (
        "leisure-ride-60",
        "resembled",
    )


@pytest.mark.parametrize(
    "record",
    [
        workout(300, activity="running"),
        workout(45, activity="sport"),
        workout(0, activity="running"),
        meal({"name": "Something"}),
        meal(*foods("tuna-bean-salad")[:1], {"name": "and more"}),
        meal({"food": "olive-oil", "grams": 120}),
    ],
)
def test_what_is_like_nothing_says_nothing(record):
    assert item(record) is None


@pytest.mark.parametrize("odd", [[1], {"a": 1}, 1, True, math.nan, None, ""])
def test_a_field_that_holds_anything_else_than_it_should_says_nothing(odd):
    assert item(workout(activity=odd, rpe=odd)) is None
    assert item(workout(plan_id=odd, activity="of another house")) is None
    assert item(meal(odd)) is None
    assert item(meal(plan_id=odd, items=odd)) is None
    assert item(meal({"food": odd, "grams": 120})) is None
    assert item(meal({"food": "rolled-oats", "grams": odd})) is None


@pytest.mark.parametrize("grams", ["120", -120, 1e200, math.inf])
def test_an_amount_that_nobody_eats_says_nothing(grams):
    eaten = foods("tuna-bean-salad")

    assert item(meal(*eaten, {"food": "olive-oil", "grams": grams})) is None


def test_a_meal_of_the_same_foods_speaks_for_it_whatever_its_size():
    eaten = foods("tuna-bean-salad", 0.7)

    assert item(meal(*eaten)) == ("tuna-bean-salad", "resembled")


def test_what_is_told_by_watch_and_by_hand_was_done_once():
    told = [
        did("resembled", "run-5mph-30", kind=WORKOUT, ago_h=9),
        did("completed", "run-5mph-30", kind=WORKOUT, ago_h=8),
        did("liked", "run-5mph-30", kind=WORKOUT, ago_h=8),
        did("completed", "run-5mph-30", kind=WORKOUT, ago_h=40),
        did("completed", "run-5mph-30", kind=WORKOUT, ago_h=8, user="eva"),
        did("completed", "toast", kind=MEAL, ago_h=8),
    ]

    once = told_once(told)

    of_luca = [one for one in once if one.user_id == "luca" and one.item_id == "run-5mph-30"]
    assert [one.signal.value for one in of_luca] == ["completed", "completed", "liked"]
    assert len(once) == 5


def test_what_is_done_again_the_same_day_was_done_then():
    told = [did("completed", "toast", ago_h=hours) for hours in (14, 9, 1)]

    first, last = told_once(told)

    assert (first.at, last.at) == (told[1].at, told[2].at)
    assert cooling_down([first], EVENING) == {"toast"}
