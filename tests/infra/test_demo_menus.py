"""A simulated person is only offered what the rules of the house allow them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from infra.demo.menus import menu_of
from ingestion.simulator.life import Life
from ingestion.simulator.neighbours import CIRCLES, neighbours
from ingestion.simulator.residents import RESIDENTS
from recommender.catalogue.loader import load_meals, load_workouts
from recommender.catalogue.vocabulary import EQUIPMENT, allergens_meant, diets_meant

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MEALS = {meal.id: meal for meal in load_meals()}
WORKOUTS = {workout.id: workout for workout in load_workouts()}
logins = pytest.mark.parametrize("persona", RESIDENTS, ids=lambda one: one.login)


@logins
def test_nobody_eats_what_they_must_not(persona):
    life = Life(persona, menu_of(persona, NOW), date(2026, 11, 1))
    for day in range(14):
        for meal in life.day(date(2026, 11, 1) + timedelta(days=day)).meals:
            eaten = MEALS[meal.dish.plan_id]
            assert not allergens_meant(persona.allergens) & eaten.allergens
            assert diets_meant(persona.diet) <= eaten.diets


@logins
def test_nobody_trains_without_what_it_takes(persona):
    assert set(persona.equipment) <= EQUIPMENT
    for session in menu_of(persona, NOW).sessions:
        assert WORKOUTS[session.plan_id].equipment <= set(persona.equipment)


@logins
def test_everybody_finds_each_meal_of_the_day_and_what_they_like(persona):
    menu = menu_of(persona, NOW)
    assert {"breakfast", "lunch", "dinner", "snack"} <= {
        s for one in menu.dishes for s in one.slots
    }
    for activity in persona.habits.likes_workouts:
        assert any(session.activity == activity for session in menu.sessions)
    for word in persona.habits.likes_meals:
        assert any(word in dish.plan_id for dish in menu.dishes)


def test_what_circles_like_stands_in_the_catalogue():
    activities = {workout.activity for workout in WORKOUTS.values()}
    for circle in CIRCLES:
        assert set(circle.activities) <= activities
        assert set(circle.equipment) <= EQUIPMENT
        assert all(any(word in meal for meal in MEALS) for word in circle.meals)


def test_there_are_eight_residents_of_different_age_sex_and_goal():
    assert len(RESIDENTS) >= 8
    assert RESIDENTS[0].login == "luca.bianchi"
    assert len({one.goal for one in RESIDENTS}) == 5
    assert len({one.sex for one in RESIDENTS}) == 3
    years = [one.birth_date.year for one in RESIDENTS]
    assert max(years) - min(years) > 40


def test_the_neighbours_are_the_same_people_each_time():
    assert list(neighbours(20)) == list(neighbours(20))
