"""What holds for whoever has not said otherwise, and what is usual among their like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from schema.people.profile import GoalKind, Sex

ANY: Final = "*"
SEPARATOR: Final = ":"

EVERYBODY_SEGMENT: Final = "*:*:*:*"

AGE_BANDS: Final = ((18, "0-17"), (30, "18-29"), (45, "30-44"), (60, "45-59"))
OLDEST_BAND: Final = "60-"

ACTIVITY_BANDS: Final = ((2, "LOW"), (5, "MODERATE"))
MOST_ACTIVE: Final = "HIGH"


class DefaultOrigin(StrEnum):
    """How near to the person a value was found."""

    PERSON = "PERSON"
    SEGMENT = "SEGMENT"
    EVERYBODY = "EVERYBODY"


@dataclass(frozen=True)
class DefaultOption:
    """One option as it holds for a person, with where it came from.

    `name` is dotted: `goals.daily_steps`, `device.watch.sampling_interval_s`,
    `plan.session_kinds`, `slate.workout_prior`, `source_priority.heart_rate`.
    """

    name: str
    value: Any
    origin: DefaultOrigin


@dataclass(frozen=True)
class ReferenceValue:
    """What is usual in a reference population; null bounds: not published.

    Attributes:
        name: `resting_heart_rate`, `daily_steps`, `sleep_duration`, ...
        region: A country or world region; `world` where studies were pooled.
        sex: `FEMALE`, `MALE`, or null for both.
        source: The publication.
    """

    name: str
    unit: str
    region: str
    sex: str | None
    age_from_years: int
    age_to_years: int | None
    low: float | None
    middle: float
    high: float | None
    source: str


def segment(
    goal: GoalKind | None, sex: Sex | None, age_years: float | None, activity: str | None
) -> str:
    """Return a person's segment, `goal:sex:age band:activity`; `*` is not known.

    >>> segment(GoalKind.ENDURANCE, Sex.MALE, 33.0, "HIGH")
    'ENDURANCE:MALE:30-44:HIGH'
    """
    return SEPARATOR.join((goal or ANY, sex or ANY, age_band(age_years), activity or ANY))


def age_band(age_years: float | None) -> str:
    """Return the band of an age; `*` for an unknown one."""
    if age_years is None:
        return ANY
    return next((band for below, band in AGE_BANDS if age_years < below), OLDEST_BAND)


def activity_band(weekly_workouts: int | None) -> str | None:
    """Return how active somebody means to be: LOW under 2 a week, HIGH from 5 on."""
    if weekly_workouts is None:
        return None
    return next(
        (band for below, band in ACTIVITY_BANDS if weekly_workouts < below), MOST_ACTIVE
    )


def holds_for(pattern: str, person: str) -> bool:
    """Tell whether an option's segment, where `*` is anything, has this person in it."""
    return all(
        wanted in {ANY, given}
        for wanted, given in zip(pattern.split(SEPARATOR), person.split(SEPARATOR), strict=True)
    )


def nearness(pattern: str) -> tuple[int, ...]:
    """Return a segment's rank: the more it says, the nearer; the goal says most."""
    said = tuple(int(part != ANY) for part in pattern.split(SEPARATOR))
    return (sum(said), *said)
