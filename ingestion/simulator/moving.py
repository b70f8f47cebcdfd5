"""How a body moves through a day: asleep, sitting, busy, walking, training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from ingestion.simulator.chance import Aspect, chance
from ingestion.simulator.night import SATURDAY, Night, night_before

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from ingestion.simulator.menu import Menu, Session
    from ingestion.simulator.persona import Persona
    from ingestion.simulator.tastes import Tastes

DAY_MIN: Final = 24 * 60

_SITTING_MET, _STANDING_MET, _STANDS = 1.1, 1.4, 0.3
_WALKING_MET, _WALKING_STEPS_PER_MIN = 3.3, 105
_CHORES_MET, _CHORES_PER_DAY = 2.3, (8, 14)
_SHORTEST_CHORE_MIN, _LONGEST_CHORE_MIN = 12, 36
_FEWEST_STEPS, _STEPS_SPREAD = 800, 0.22
_SHORTEST_WALK_MIN, _LONGEST_WALK_MIN = 3, 22
_WIND_DOWN_MIN: Final = 30
_TRAINS_UNPLANNED: Final = 0.05
_WEEKEND_START_MIN, _START_SPREAD_MIN = 10 * 60, 20
_EFFORT_SPREAD: Final = 0.05
_STEPS_PER_MIN: Final = {"running": 160, "walking": 112}


@dataclass(frozen=True)
class Bout:
    """A workout of the day; minutes are of the local day."""

    session: Session
    start_min: int

    @property
    def length_min(self) -> int:
        """How long it lasts."""
        return self.session.minutes

    @property
    def end_min(self) -> int:
        """When it is over."""
        return self.start_min + self.length_min


@dataclass(frozen=True)
class Moving:
    """A day's movement; arrays have one value for each wall-clock minute.

    Attributes:
        night: The one that ended this morning.
        met: Metabolic equivalents, gross.
    """

    night: Night
    is_asleep: NDArray[np.bool_]
    met: NDArray[np.float64]
    steps: NDArray[np.int64]
    bouts: tuple[Bout, ...]


def moving_of(persona: Persona, on: date, menu: Menu, tastes: Tastes) -> Moving:
    """Return how a person moves on a day."""
    night = night_before(persona, on)
    tonight = night_before(persona, on + timedelta(days=1))
    lies_down_min = min(DAY_MIN, DAY_MIN + tonight.bedtime_min)

    is_asleep = np.zeros(DAY_MIN, dtype=bool)
    is_asleep[max(0, night.bedtime_min) : night.wakes_min] = True
    is_asleep[lies_down_min:] = True

    met, steps = _everyday(persona, on, night.wakes_min, lies_down_min - _WIND_DOWN_MIN)
    bouts = _training(persona, on, menu, tastes, lies_down_min - _WIND_DOWN_MIN)
    rng = chance(persona.seed, on, Aspect.EFFORT)
    for bout in bouts:
        during = slice(bout.start_min, bout.end_min)
        effort = bout.session.met * rng.normal(1, _EFFORT_SPREAD, bout.length_min)
        met[during] = np.maximum(effort, 1.2)
        cadence = _STEPS_PER_MIN.get(bout.session.activity, 0)
        steps[during] = rng.poisson(cadence, bout.length_min)
    met[is_asleep], steps[is_asleep] = 1.0, 0
    return Moving(night, is_asleep, met, steps, bouts)


def _everyday(
    persona: Persona, on: date, first_min: int, last_min: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    rng = chance(persona.seed, on, Aspect.WALKING)
    met = np.where(rng.random(DAY_MIN) < _STANDS, _STANDING_MET, _SITTING_MET)
    for begins in rng.integers(first_min, last_min, int(rng.integers(*_CHORES_PER_DAY))):
        length = int(rng.integers(_SHORTEST_CHORE_MIN, _LONGEST_CHORE_MIN))
        met[begins : min(last_min, begins + length)] = _CHORES_MET
    steps = np.zeros(DAY_MIN, dtype=np.int64)
    usual = persona.habits.daily_steps
    wanted = max(_FEWEST_STEPS, rng.normal(usual, usual * _STEPS_SPREAD))
    walked = 0
    while walked < wanted:
        begins = int(rng.integers(first_min, last_min))
        length = int(rng.integers(_SHORTEST_WALK_MIN, _LONGEST_WALK_MIN))
        walk = slice(begins, min(last_min, begins + length))
        walked -= int(steps[walk].sum())
        steps[walk] = rng.poisson(_WALKING_STEPS_PER_MIN, walk.stop - walk.start)
        walked += int(steps[walk].sum())
        met[walk] = _WALKING_MET
    return met, steps


def _training(
    persona: Persona, on: date, menu: Menu, tastes: Tastes, last_min: int
) -> tuple[Bout, ...]:
    rng = chance(persona.seed, on, Aspect.TRAINING)
    planned = menu.week.get(on.weekday())
    goes = rng.random() < (persona.habits.keeps_plan if planned else _TRAINS_UNPLANNED)
    if not menu.sessions or not goes:
        return ()
    session = tastes.session(rng, planned)
    usual_min = 60 * persona.habits.trains_at_h
    if on.weekday() >= SATURDAY:
        usual_min = min(usual_min, _WEEKEND_START_MIN)
    start = int(usual_min + rng.normal(0, _START_SPREAD_MIN))
    up_min = night_before(persona, on).wakes_min + _WIND_DOWN_MIN
    start = max(up_min, min(start, last_min - session.minutes))
    return (Bout(session, start),)
