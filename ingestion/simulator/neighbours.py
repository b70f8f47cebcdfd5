"""Many more people, whose training and eating is known, not their days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ingestion.simulator.persona import Habits, Persona
from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST: Final = ("Ada", "Ben", "Chloé", "Dario", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jan")
_LAST: Final = (
    *("Archer", "Berg", "Costa", "Dubois", "Eriksen", "Fischer"),
    *("Gallo", "Hayes", "Ito", "Jansen", "Kaya", "Lopez"),
)
_COUNTRIES: Final = ("DE", "ES", "FR", "GB", "IT", "NL", "SE", "US")
_EVERYBODYS: Final = ("bicycle", "dumbbells")


class Circle(NamedTuple):
    """What goes together in people; advice must find it by itself."""

    activities: tuple[str, ...]
    meals: tuple[str, ...]
    goal: GoalKind
    equipment: tuple[str, ...]


CIRCLES: Final = (
    Circle(
        ("running", "cycling"),
        ("porridge", "pasta", "banana"),
        GoalKind.ENDURANCE,
        ("treadmill", "stationary_bike"),
    ),
    Circle(
        ("strength", "rowing"),
        ("chicken", "beef", "egg"),
        GoalKind.GAIN_MUSCLE,
        ("barbell", "kettlebell", "rowing_machine", "weight_machines"),
    ),
    Circle(
        ("mobility", "walking"),
        ("tofu", "lentil", "chickpea"),
        GoalKind.HEALTH,
        ("exercise_ball", "walking_poles"),
    ),
    Circle(
        ("swimming", "walking"),
        ("salad", "salmon", "soup"),
        GoalKind.LOSE_WEIGHT,
        ("pool", "walking_poles"),
    ),
    Circle(
        ("sport", "cardio"),
        ("bowl", "rice", "yogurt"),
        GoalKind.MAINTAIN,
        ("tennis_racket", "badminton_racket", "basketball", "elliptical", "step"),
    ),
)


def neighbours(count: int) -> Iterator[Persona]:
    """Yield people of several circles; the same, in the same order, each time."""
    rng = np.random.default_rng(count)
    for number in range(count):
        circle = CIRCLES[number % len(CIRCLES)]
        other = CIRCLES[int(rng.integers(len(CIRCLES)))]
        sex = (Sex.FEMALE, Sex.MALE)[number // len(CIRCLES) % 2]
        height_cm = round(
            float(np.clip(rng.normal(166 if sex is Sex.FEMALE else 179, 7), 150, 202))
        )
        yield Persona(
            login=f"neighbour.{number + 1:03}",
            name=f"{_one_of(_FIRST, rng)} {_one_of(_LAST, rng)}",
            sex=sex,
            birth_date=date(int(rng.integers(1955, 2006)), int(rng.integers(1, 13)), 15),
            height_cm=height_cm,
            weight_kg=round(float(rng.normal(23.8, 2.2)) * (height_cm / 100) ** 2, 1),
            resting_heart_rate_bpm=float(rng.integers(52, 72)),
            timezone="UTC",
            region=_one_of(_COUNTRIES, rng),
            goal=circle.goal,
            equipment=(*_EVERYBODYS, *circle.equipment),
            habits=Habits(
                wakes_at_h=7.0,
                sleeps_h=7.5,
                daily_steps=7500,
                weekly_workouts=int(rng.integers(2, 6)),
                trains_at_h=18.0,
                likes_workouts=(*circle.activities, other.activities[0]),
                likes_meals=circle.meals,
            ),
        )


def _one_of(names: tuple[str, ...], rng: np.random.Generator) -> str:
    return names[int(rng.integers(len(names)))]
