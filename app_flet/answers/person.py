"""The person signed in: session, profile, goals."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from app_flet.answers.base import Answer, Problem, UnionMember


class Session(UnionMember, frozen=True):
    """The tokens of a signed-in person."""

    access_token: str
    refresh_token: str
    expires_at: datetime


class Opened(Answer, frozen=True):
    """The answer of the mutations that open a session."""

    opened: Session | Problem


class Profile(Answer, frozen=True):
    """Who the person is, and what advice has to respect."""

    birth_date: date | None = None
    sex: str | None = None
    height_cm: float | None = None
    region: str | None = None
    diet: list[str] | None = None
    allergens: list[str] | None = None
    injuries: list[str] | None = None
    equipment: list[str] | None = None


class Goals(Answer, frozen=True):
    """What the person wants to reach, and how far they have come (`progress`, 0 to 1)."""

    kind: str | None = None
    target_weight_kg: float | None = None
    weekly_rate_kg: float | None = None
    daily_energy_kcal: float | None = None
    daily_protein_g: float | None = None
    daily_steps: int | None = None
    weekly_workouts: int | None = None
    start_weight_kg: float | None = None
    progress: float | None = None
    expected_on: date | None = None


class DefaultOption(Answer, frozen=True):
    """What holds for the person where they chose nothing themselves."""

    name: str
    value: Any


def with_defaults(goals: Goals, defaults: Iterable[DefaultOption]) -> Goals:
    """Return the goals as they hold: what the person left open follows the default option."""
    found = {option.name: option.value for option in defaults}
    steps = found.get("goals.daily_steps") if goals.daily_steps is None else goals.daily_steps
    return msgspec.structs.replace(goals, daily_steps=steps)


class Person(Answer, frozen=True):
    """Everything the settings show of a person."""

    name: str
    email: str
    timezone: str
    profile: Profile
    goals: Goals


class Me(Answer, frozen=True):
    """The answer of the query `person`."""

    me: Person
