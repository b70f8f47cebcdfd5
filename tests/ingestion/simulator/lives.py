"""A person with a small menu, for days that are quickly told."""

from datetime import date

from ingestion.simulator.menu import Dish, Menu, Session
from ingestion.simulator.persona import Habits, Persona
from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex

MENU = Menu(
    sessions=(
        Session("easy-run", "Easy run", "running", "cardio", 40, 9.0),
        Session("stroll", "Stroll", "walking", "cardio", 30, 3.0),
        Session("lifting", "Lifting", "strength", "strength", 45, 5.0),
    ),
    dishes=(
        Dish("porridge", "Porridge", frozenset({"breakfast"}), 420, 16, 60, 12, 8),
        Dish("lentil-soup", "Lentil soup", frozenset({"lunch", "dinner"}), 460, 22, 60, 12, 14),
        Dish("salmon-rice", "Salmon with rice", frozenset({"dinner"}), 580, 36, 55, 22, 5),
        Dish("apple", "An apple", frozenset({"snack"}), 120, 1, 28, 0, 4),
    ),
    week={0: "cardio", 2: "strength", 4: "cardio"},
)
FIRST = date(2026, 3, 2)


def person(
    *, intake_factor=1.0, timezone="Europe/Rome", login="ada", keeps_plan=0.9
) -> Persona:
    return Persona(
        login=login,
        name="Ada",
        sex=Sex.FEMALE,
        birth_date=date(1990, 5, 1),
        height_cm=168,
        weight_kg=66.0,
        resting_heart_rate_bpm=60,
        timezone=timezone,
        region="IT",
        goal=GoalKind.MAINTAIN,
        habits=Habits(
            *(7.0, 7.8, 8000, 3, 18.0, ("running",), ("salmon",)),
            intake_factor=intake_factor,
            keeps_plan=keeps_plan,
        ),
    )
