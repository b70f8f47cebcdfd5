"""Gathering what is known of a person at one moment."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from recommender.context import PersonContext, Rules, Today
from recommender.interactions import interaction_of, told_once
from recommender.remembered import RememberedDeeds
from schema.people.defaults import activity_band, segment
from schema.physiology.age import age_years
from schema.physiology.energy import ACTIVITY_FACTOR, MIFFLIN_ST_JEOR, resting_kcal_per_day
from schema.physiology.energy_floor import intake_floor_kcal
from schema.physiology.sex import Sex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from schema.people.advice import Feedback
    from schema.people.profile import Goals, Profile
    from schema.ports.lake import DayValue, Lakehouse
    from schema.ports.people import Defaults, Profiles

WEIGHT_FROM_DAYS: Final = 60
RECENT_DAYS: Final = 2
"""How old a value may be that is not of today, as readiness before the morning's batch."""

Days = dict["date", dict[str, "DayValue"]]


@dataclass(frozen=True)
class Sources:
    """Where what is known of people stands."""

    profiles: Profiles
    defaults: Defaults
    lake: Lakehouse

    @cached_property
    def deeds(self) -> RememberedDeeds:
        """What people did lately."""
        return RememberedDeeds(self.lake)


async def known_of(
    user_id: str,
    profile: Profile,
    feedback: Sequence[Feedback],
    sources: Sources,
    now: datetime,
) -> PersonContext:
    """Return what is known of a person now; `now` is in their time zone."""
    lake, since = sources.lake, now.date() - timedelta(days=WEIGHT_FROM_DAYS)
    goals, options, days, deeds, features = await asyncio.gather(
        sources.profiles.goals(user_id),
        sources.defaults.options(user_id),
        lake.days(user_id, since, now.date()),
        sources.deeds.of(user_id),
        lake.features(user_id),
    )
    chosen = {option.name: option.value for option in options}
    body = _Body(profile, _newest(days, now, WEIGHT_FROM_DAYS, "body_weight"), now.date())
    return PersonContext(
        user_id=user_id,
        now=now,
        rules=Rules(profile.allergens, profile.diet, profile.injuries, profile.equipment),
        today=_today(days, goals, chosen, body, now),
        sex=profile.sex,
        segment=segment(
            goals.kind, profile.sex, body.age, activity_band(goals.weekly_workouts)
        ),
        features=features,
        weight_kg=body.weight_kg,
        history=tuple(told_once([*map(interaction_of, feedback), *deeds])),
        workout_prior=chosen.get("slate.workout_prior"),
        meal_prior=chosen.get("slate.meal_prior"),
    )


@dataclass(frozen=True)
class _Body:
    profile: Profile
    weight_kg: float | None
    on: date

    @property
    def age(self) -> int | None:
        born = self.profile.birth_date
        return None if born is None else age_years(born, self.on)

    @property
    def resting_kcal(self) -> float | None:
        """What a day of rest costs; null if age, height or weight is not known."""
        height_cm = self.profile.height_cm
        if self.weight_kg is None or height_cm is None or self.age is None:
            return None
        coefficients = MIFFLIN_ST_JEOR[self.profile.sex or Sex.OTHER]
        return float(
            resting_kcal_per_day(self.weight_kg, height_cm, float(self.age), coefficients)
        )

    @property
    def floor_kcal(self) -> float:
        return intake_floor_kcal(self.resting_kcal or 0.0, self.profile.sex or Sex.OTHER)


def _today(
    days: Days, goals: Goals, chosen: Mapping[str, Any], body: _Body, now: datetime
) -> Today:
    def of_today(metric: str) -> float | None:
        return _newest(days, now, 0, metric)

    def lately(metric: str) -> float | None:
        return _newest(days, now, RECENT_DAYS, metric)

    return Today(
        energy_target_kcal=_energy_target(goals, chosen, body, lately("expenditure")),
        energy_eaten_kcal=of_today("energy_in"),
        energy_floor_kcal=body.floor_kcal,
        protein_target_g=_protein_target(goals, chosen, body),
        protein_eaten_g=of_today("protein"),
        readiness=lately("readiness"),
        ctl=lately("ctl"),
        atl=lately("atl"),
        workout_adherence=lately("workout_adherence"),
    )


def _energy_target(
    goals: Goals, chosen: Mapping[str, Any], body: _Body, expenditure_kcal: float | None
) -> float | None:
    if goals.daily_energy_kcal is not None:
        return goals.daily_energy_kcal
    if expenditure_kcal is None and body.resting_kcal is not None:
        expenditure_kcal = body.resting_kcal * ACTIVITY_FACTOR["light"]
    if expenditure_kcal is None:
        return None
    return expenditure_kcal + float(chosen.get("goals.energy_balance_kcal", 0.0))


def _protein_target(goals: Goals, chosen: Mapping[str, Any], body: _Body) -> float | None:
    if goals.daily_protein_g is not None:
        return goals.daily_protein_g
    per_kg = chosen.get("goals.protein_g_per_kg")
    if per_kg is None or body.weight_kg is None:
        return None
    return float(per_kg) * body.weight_kg


def _newest(days: Days, now: datetime, within_days: int, metric: str) -> float | None:
    """Return the newest value of a metric that is not older than so many days."""
    for back in range(within_days + 1):
        found = days.get(now.date() - timedelta(days=back), {}).get(metric)
        if found is not None and found.value is not None:
            return found.value
    return None
