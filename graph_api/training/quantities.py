"""How each quantity of a day is read from the metrics of the lakehouse.

One table serves `Day`, which shows all quantities of one day, and `DayColumns`, which shows
each quantity of many days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_api.recovery.reading import last_sleep, score
from graph_api.training.values import Adherence, Expenditure, TrainingLoad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schema.ports.lake import DayValue

ZONES = tuple(f"zone_{zone}_minutes" for zone in range(1, 6))


def value(values: Mapping[str, DayValue], metric: str) -> float | None:
    """Return one number; null where nothing was recorded."""
    found = values.get(metric)
    return None if found is None else found.value


def number(metric: str) -> Callable[[Mapping[str, DayValue]], float | None]:
    """Read a metric as it is."""
    return lambda values: value(values, metric)


def steps(values: Mapping[str, DayValue]) -> int | None:
    """Read the steps, a whole number."""
    count = value(values, "steps")
    return None if count is None else round(count)


def zone_minutes(values: Mapping[str, DayValue]) -> list[float] | None:
    """Read the five zones; one that was not reached is 0, but only where one is known."""
    minutes = [value(values, zone) for zone in ZONES]
    if all(zone is None for zone in minutes):
        return None
    return [zone or 0.0 for zone in minutes]


def training_load(values: Mapping[str, DayValue]) -> TrainingLoad | None:
    """Read the load; null where none of its parts is known."""
    parts = {name: value(values, name) for name in ("trimp", "ctl", "atl", "tsb")}
    return None if all(part is None for part in parts.values()) else TrainingLoad(**parts)


def adherence(values: Mapping[str, DayValue]) -> Adherence | None:
    """Read the adherence; null where neither part is known."""
    workouts = value(values, "workout_adherence")
    nutrition = value(values, "nutrition_adherence")
    if workouts is None and nutrition is None:
        return None
    return Adherence(workouts=workouts, nutrition=nutrition)


def expenditure(values: Mapping[str, DayValue]) -> Expenditure | None:
    """Read the expenditure; null without enough weeks of food and weight."""
    found = values.get("expenditure")
    if found is None or found.value is None:
        return None
    return Expenditure(
        value_kcal=found.value,
        low_kcal=found.detail["low_kcal"],
        high_kcal=found.detail["high_kcal"],
    )


QUANTITIES: dict[str, Callable[[Mapping[str, DayValue]], Any]] = {
    "steps": steps,
    "distance_m": number("distance"),
    "energy_in_kcal": number("energy_in"),
    "energy_out_kcal": number("energy_out"),
    "resting_energy_kcal": number("resting_energy"),
    "active_energy_kcal": number("active_energy"),
    "energy_balance_kcal": number("energy_balance"),
    "protein_g": number("protein"),
    "carbohydrate_g": number("carbohydrate"),
    "fat_g": number("fat"),
    "fibre_g": number("fibre"),
    "resting_heart_rate_bpm": number("resting_heart_rate"),
    "mean_heart_rate_bpm": number("mean_heart_rate"),
    "maximum_heart_rate_bpm": number("maximum_heart_rate"),
    "zone_minutes": zone_minutes,
    "sleep_minutes": number("sleep_duration"),
    "sleep": last_sleep,
    "training_load": training_load,
    "readiness": lambda values: score(values.get("readiness")),
    "expenditure": expenditure,
    "adherence": adherence,
    "weight_kg": number("body_weight"),
}
