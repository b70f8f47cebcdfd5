"""Single things that somebody did of the catalogue, where their days are not simulated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ingestion.simulator.chance import Aspect, chance
from ingestion.simulator.sayings import meal_event, workout_event
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from datetime import date

    import numpy as np

    from ingestion.simulator.persona import Persona
    from ingestion.simulator.tastes import Tastes

WORKOUTS: Final = 40
MEALS: Final = 40
_MEAL_TIMES: Final = (
    ("breakfast", 7.5, 400.0),
    ("lunch", 12.5, 500.0),
    ("dinner", 19.0, 600.0),
)
_SPREAD_MIN: Final = 35


class Deed(NamedTuple):
    """One workout or meal of the catalogue; `at` is when it was over."""

    at: datetime
    kind: RecommendationKind
    item_id: str
    event: dict[str, Any]


def deeds_of(persona: Persona, tastes: Tastes, first: date, last: date) -> list[Deed]:
    """Return workouts and meals from a first day to a last, oldest first."""
    rng = chance(persona.seed, first, Aspect.DEEDS)
    days = (last - first).days + 1
    training = _some_days(rng, WORKOUTS, days)
    eating = _some_days(rng, MEALS, days)
    deeds = [_workout(persona, tastes, first + timedelta(days=day), rng) for day in training]
    deeds += [_meal(tastes, first + timedelta(days=day), rng) for day in eating]
    return sorted(deeds, key=lambda deed: deed.at)


def _some_days(rng: np.random.Generator, count: int, days: int) -> list[int]:
    chosen = rng.choice(days, min(count, days), replace=False)
    return sorted(int(day) for day in chosen)


def _workout(persona: Persona, tastes: Tastes, on: date, rng: np.random.Generator) -> Deed:
    session = tastes.session(rng)
    start = _at(on, persona.habits.trains_at_h, rng)
    energy_kcal = session.met * persona.weight_kg * session.minutes / 60
    return Deed(
        start + timedelta(minutes=session.minutes),
        RecommendationKind.WORKOUT,
        session.plan_id,
        workout_event(session, start, energy_kcal),
    )


def _meal(tastes: Tastes, on: date, rng: np.random.Generator) -> Deed:
    slot, hour, energy_kcal = _MEAL_TIMES[int(rng.integers(len(_MEAL_TIMES)))]
    dish = tastes.dish(rng, slot, energy_kcal)
    at = _at(on, hour, rng)
    return Deed(at, RecommendationKind.MEAL, dish.plan_id, meal_event(dish, at, 1.0))


def _at(on: date, hour: float, rng: np.random.Generator) -> datetime:
    midnight = datetime.combine(on, datetime.min.time(), UTC)
    return midnight + timedelta(minutes=int(60 * hour + rng.normal(0, _SPREAD_MIN)))
