"""What is said of a day at once: a night, a workout, a weighing, a meal, a mood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ingestion.simulator.chance import Aspect, chance
from ingestion.simulator.moving import DAY_MIN
from ingestion.simulator.night import stages_of_night
from ingestion.simulator.wall_clock import MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ingestion.simulator.day import SimulatedDay
    from ingestion.simulator.menu import Dish, Session
    from ingestion.simulator.moving import Bout
    from ingestion.simulator.wall_clock import WallClock

Event = dict[str, Any]
Known = tuple["datetime", Event]

_HARD_DAY_KCAL: Final = 1500.0
_STEPS_ON_SCALE_MIN: Final = 12
_WATER_KG: Final = 0.35
_EVENING_MIN: Final = 21 * 60
_LAST_CHECK_IN_MIN: Final = DAY_MIN - 10
_MET_PER_RPE: Final = 1.25
_USUAL_SLEEP_MIN: Final = 450


def night(day: SimulatedDay, clock: WallClock) -> Iterator[Event]:
    """Yield the stages of a night and what is read of a body asleep.

    The night is as long as it was, whatever the clock did meanwhile.
    """
    begins, wakes = clock.at(day.night.bedtime_min), clock.at(day.night.wakes_min)
    rng = chance(day.persona.seed, day.date, Aspect.STAGES)
    for stage in stages_of_night((wakes - begins) // MINUTE, rng):
        start = begins + stage.start_min * MINUTE
        yield {
            "type": "sleep_stage",
            "start": start.isoformat(),
            "end": (start + stage.length_min * MINUTE).isoformat(),
            "stage": stage.name,
        }
    for name, value, unit in _readings(day):
        yield {"type": name, "time": wakes.isoformat(), "value": value, "unit": unit}


def _readings(day: SimulatedDay) -> Iterator[tuple[str, float, str]]:
    rng = chance(day.persona.seed, day.date, Aspect.READINGS)
    strain = min(1.0, float(day.active_kcal.sum()) / _HARD_DAY_KCAL)
    resting = day.persona.resting_heart_rate_bpm
    yield "resting_heart_rate", round(float(resting + rng.normal(0, 1.2))), "bpm"
    usual_ln_rmssd = 3.9 - (resting - 60) / 60
    ln_rmssd = rng.normal(usual_ln_rmssd - 0.15 * strain, 0.12)
    yield "hrv_rmssd", round(float(np.exp(ln_rmssd)), 1), "ms"
    yield "respiratory_rate", round(float(rng.normal(14.2, 0.5)), 1), "/min"
    yield "skin_temperature", round(float(rng.normal(33.6, 0.25)), 2), "°C"
    yield "spo2", round(float(np.clip(rng.normal(97, 0.6), 92, 100)), 1), "%"


def workout(day: SimulatedDay, bout: Bout, clock: WallClock) -> Event:
    """Return a workout as the watch says it, its energy gross."""
    during = slice(bout.start_min, bout.end_min)
    resting_kcal = day.resting_kcal / DAY_MIN * bout.length_min
    energy_kcal = float(day.active_kcal[during].sum()) + resting_kcal
    start = clock.at(bout.start_min)
    return workout_event(bout.session, start, energy_kcal)


def workout_event(session: Session, start: datetime, energy_kcal: float) -> Event:
    """Return a workout of the catalogue, done."""
    return {
        "id": f"workout-{start:%Y%m%dT%H%M}",
        "type": "workout",
        "start": start.isoformat(),
        "end": (start + session.minutes * MINUTE).isoformat(),
        "activity": session.activity,
        "energy_kcal": round(energy_kcal, 1),
        "rpe": float(np.clip(round(session.met / _MET_PER_RPE), 1, 10)),
        "plan_id": session.plan_id,
    }


def weighing(day: SimulatedDay, clock: WallClock) -> Iterator[Known]:
    """Yield the morning on the scale, most mornings; water comes and goes."""
    rng = chance(day.persona.seed, day.date, Aspect.WEIGHING)
    water_kg = float(rng.normal(0, _WATER_KG))
    if rng.random() < day.persona.habits.weighs_in:
        at = clock.at(day.night.wakes_min + _STEPS_ON_SCALE_MIN)
        yield (
            at,
            {
                "type": "body_weight",
                "time": at.isoformat(),
                "value": round(day.weight_kg + water_kg, 1),
                "unit": "kg",
            },
        )


def meal(day: SimulatedDay, clock: WallClock) -> Iterator[Known]:
    """Yield the meals that are logged."""
    rng = chance(day.persona.seed, day.date, Aspect.LOGGING)
    is_logged = rng.random(len(day.meals)) < day.persona.habits.logs_meals
    for eating, is_told in zip(day.meals, is_logged, strict=True):
        if is_told:
            at = clock.at(eating.at_min)
            yield at, meal_event(eating.dish, at, eating.portion)


def meal_event(dish: Dish, at: datetime, portion: float) -> Event:
    """Return a meal of the catalogue, eaten."""
    return {
        "id": f"meal-{at:%Y%m%dT%H%M}",
        "type": "meal",
        "time": at.isoformat(),
        "items": [
            {
                "name": dish.title,
                "energy_kcal": round(dish.energy_kcal * portion, 1),
                "protein_g": round(dish.protein_g * portion, 1),
                "carbohydrate_g": round(dish.carbohydrate_g * portion, 1),
                "fat_g": round(dish.fat_g * portion, 1),
                "fibre_g": round(dish.fibre_g * portion, 1),
            }
        ],
        "plan_id": dish.plan_id,
    }


def check_in(day: SimulatedDay, clock: WallClock) -> Iterator[Known]:
    """Yield how they feel in the evening: sore after a hard day, better after a long night."""
    rng = chance(day.persona.seed, day.date, Aspect.FEELING)
    if rng.random() >= day.persona.habits.checks_in:
        return
    at_min = int(_EVENING_MIN + rng.normal(0, 20))
    at = clock.at(min(at_min, _LAST_CHECK_IN_MIN))
    slept_min = day.night.wakes_min - day.night.bedtime_min
    strain = float(day.active_kcal.sum()) / _HARD_DAY_KCAL
    feelings = {
        "mood": 3.6 + (slept_min - _USUAL_SLEEP_MIN) / 90,
        "soreness": 1.3 + 2.2 * strain,
        "stress": 2.6 - (slept_min - _USUAL_SLEEP_MIN) / 120,
    }
    event: Event = {"id": f"check-in-{day.date}", "type": "check_in", "time": at.isoformat()}
    for name, usual in feelings.items():
        event[name] = int(np.clip(round(usual + rng.normal(0, 0.6)), 1, 5))
    yield at, event
