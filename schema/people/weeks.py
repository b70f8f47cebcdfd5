"""A week of training: how often, of what kinds, how long and how hard."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DAYS: Final = 7


@dataclass(frozen=True)
class DaySession:
    """One session of a day; `intensity_met` in multiples of rest, gross."""

    kind: str
    minutes: float
    intensity_met: float
    date: dt.date = dt.date.min

    def on(self, day: dt.date) -> DaySession:
        """Return the same session on a day."""
        return replace(self, date=day)


def weekly_sessions(
    workouts: int,
    kinds: Sequence[str],
    minutes: Mapping[str, float],
    met: Mapping[str, float],
) -> list[list[DaySession]]:
    """Spread a week's workouts as evenly as whole days allow.

    Args:
        workouts: How many a week.
        kinds: In what order kinds follow each other; begun again at its end and each Monday.
        minutes: Length of a session by kind.
        met: Intensity of a session by kind.

    Returns:
        The sessions of each day, Monday first.
    """
    week: list[list[DaySession]] = [[] for _ in range(DAYS)]
    for number in range(workouts):
        kind = kinds[number % len(kinds)]
        day = number * DAYS // workouts
        week[day].append(DaySession(kind, float(minutes[kind]), float(met[kind])))
    return week
