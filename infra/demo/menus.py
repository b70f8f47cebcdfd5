"""The catalogue as a simulated person's menu, after the rules that hold for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingestion.simulator.menu import Dish, Menu, Session
from recommender.catalogue.loader import load_meals, load_workouts
from recommender.context import PersonContext, Rules
from recommender.eligibility import forbidden_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ingestion.simulator.persona import Persona
    from recommender.catalogue.items import Meal, Workout


def menu_of(persona: Persona, now: datetime, week: Mapping[int, str] | None = None) -> Menu:
    """Return what a person may do and eat.

    Args:
        persona: Whose allergens, diet, injuries and equipment decide.
        now: When they choose.
        week: Which kind of session is planned on which weekday.
    """
    rules = Rules(persona.allergens, persona.diet, persona.injuries, persona.equipment)
    person = PersonContext(persona.login, now, rules)
    workouts = [one for one in load_workouts() if not forbidden_by(one, person)]
    meals = [one for one in load_meals() if not forbidden_by(one, person)]
    return Menu(tuple(map(_session, workouts)), tuple(map(_dish, meals)), week or {})


def _session(workout: Workout) -> Session:
    return Session(
        plan_id=workout.id,
        title=workout.title,
        activity=workout.activity,
        kind=workout.kind,
        minutes=round(workout.minutes),
        met=workout.met,
    )


def _dish(meal: Meal) -> Dish:
    return Dish(
        plan_id=meal.id,
        title=meal.title,
        slots=frozenset(slot.value for slot in meal.slots),
        energy_kcal=meal.energy_kcal,
        protein_g=meal.protein_g,
        carbohydrate_g=meal.carbohydrate_g,
        fat_g=meal.fat_g,
        fibre_g=meal.fibre_g,
    )
