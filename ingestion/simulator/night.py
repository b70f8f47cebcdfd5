"""Nights: when somebody sleeps, and in which stages.

Cycles of some ninety minutes, deep sleep early, REM late. Source of the proportions: Carskadon
& Dement, "Normal human sleep: an overview", in Principles and Practice of Sleep Medicine (deep
13-23 %, REM 20-25 % of a young adult's night).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingestion.simulator.chance import Aspect, chance

if TYPE_CHECKING:
    from datetime import date

    import numpy as np

    from ingestion.simulator.persona import Persona

SATURDAY: Final = 5
_LIE_IN_MIN: Final = 45
_WAKING_SPREAD_MIN, _IN_BED_SPREAD_MIN = 18, 25
_CYCLE_MIN: Final = 92
_CYCLES: Final = 4
_WAKES_BETWEEN: Final = 0.45


@dataclass(frozen=True)
class Night:
    """One night, in minutes of the local day on which it ends; negative: the evening before."""

    bedtime_min: int
    wakes_min: int


@dataclass(frozen=True)
class Stage:
    """One stretch of the night, in minutes from going to bed."""

    name: str
    start_min: int
    length_min: int


def night_before(persona: Persona, on: date) -> Night:
    """Return the night that ends on the morning of a day."""
    rng = chance(persona.seed, on, Aspect.NIGHT)
    wakes = int(60 * persona.habits.wakes_at_h + rng.normal(0, _WAKING_SPREAD_MIN))
    if on.weekday() >= SATURDAY:
        wakes += _LIE_IN_MIN
    in_bed = int(60 * persona.habits.sleeps_h + rng.normal(0, _IN_BED_SPREAD_MIN))
    return Night(wakes - in_bed, wakes)


def stages_of_night(minutes_in_bed: int, rng: np.random.Generator) -> list[Stage]:
    """Return the stages of one night, without gaps, from lights out to rising."""
    stretches: list[tuple[str, int]] = [("awake", int(rng.integers(4, 18)))]
    slept = 0
    cycle = 0
    while slept < minutes_in_bed:
        late = cycle / _CYCLES
        deep = max(0, int(rng.normal(34 - 26 * late, 5)))
        rem = max(4, int(rng.normal(10 + 18 * late, 4)))
        light = max(20, _CYCLE_MIN - deep - rem) // 2
        stretches += [("light", light), ("deep", deep), ("light", light), ("rem", rem)]
        if rng.random() < _WAKES_BETWEEN:
            stretches.append(("awake", int(rng.integers(1, 9))))
        slept += deep + rem + 2 * light
        cycle += 1
    return _cut(stretches, minutes_in_bed)


def _cut(stretches: list[tuple[str, int]], minutes_in_bed: int) -> list[Stage]:
    stages: list[Stage] = []
    at = 0
    for name, length in stretches:
        fitting = min(length, minutes_in_bed - at)
        if fitting > 0:
            stages.append(Stage(name, at, fitting))
            at += fitting
    return stages
