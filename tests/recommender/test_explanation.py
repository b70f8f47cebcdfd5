import pytest

from recommender.catalogue.loader import load_meals, load_workouts
from recommender.context import Today
from recommender.explanation import Facts, reason
from recommender.interactions import RecommendationKind
from tests.recommender.conftest import did

MEALS = {meal.id: meal for meal in load_meals()}
WORKOUTS = {workout.id: workout for workout in load_workouts()}


def test_the_strongest_two_terms_are_said(person):
    today = Today(
        energy_target_kcal=2000.0,
        energy_eaten_kcal=1300.0,
        protein_target_g=110.0,
        protein_eaten_g=50.0,
    )
    parts = {"energy_left": 0.5, "protein_left": 0.3, "time_of_day": 0.1}

    said = reason(MEALS["chicken-quinoa-bowl"], Facts(person(today=today), parts))

    assert said == (
        "572 of the 700 kcal left today; 55 g of protein toward the 60 g still missing today."
    )


@pytest.mark.parametrize(
    "term",
    [
        "taste",
        "neighbours",
        "recency",
        "popularity",
        "repeat",
        "transition",
        "readiness",
        "load",
    ],
)
def test_a_term_whose_fact_does_not_hold_is_not_said(person, term):
    said = reason(WORKOUTS["walk-45"], Facts(person(), {term: 2.0}))

    assert said == "45 minutes, without equipment."


def test_taste_names_what_the_person_took_to(person):
    facts = Facts(person(), {"taste": 1.0}, alike="Hill walk")

    assert reason(WORKOUTS["walk-45"], facts) == "Goes with Hill walk, which you took to."


def test_a_reason_is_not_said_twice(person):
    facts = Facts(person(), {"taste": 1.0, "neighbours": 0.9}, alike="Hill walk")

    assert reason(WORKOUTS["walk-45"], facts) == "Goes with Hill walk, which you took to."


def test_what_was_done_is_counted(person):
    history = [
        did("completed", "walk-45", ago_h=hours, kind=RecommendationKind.WORKOUT)
        for hours in (30, 60, 90)
    ]

    said = reason(WORKOUTS["walk-45"], Facts(person(history), {"repeat": 1.0}))

    assert said == "You did it 3 times before."


def test_readiness_is_named_only_where_the_effort_suits(person):
    rested = Facts(person(today=Today(readiness=80.0)), {"readiness": 1.0})

    assert reason(WORKOUTS["run-5mph-30"], rested) == (
        "Vigorous effort suits your readiness of 80."
    )
    assert "readiness" not in reason(WORKOUTS["stroll-20"], rested)


def test_health_is_claimed_only_of_what_keeps_every_limit(person):
    facts = Facts(person(), {"health": 1.0})

    assert reason(MEALS["lentil-soup-carrot"], facts) == (
        f"{MEALS['lentil-soup-carrot'].fibre_g:.0f} g of fibre and little saturated fat."
    )
    assert "fat" not in reason(MEALS["caprese-sandwich"], facts)


def test_what_was_tried_is_not_called_new(person):
    parts = {"exploration": 1.0}

    assert "new" in reason(MEALS["apple-almonds"], Facts(person(), parts))
    tried = person([did("viewed", "apple-almonds")])
    assert "new" not in reason(MEALS["apple-almonds"], Facts(tried, parts))
