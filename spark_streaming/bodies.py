"""The body behind a day's figures: birth date, sex, height and weight as they were then."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from schema.physiology.age import age_years
from schema.physiology.energy import resting_energy
from schema.physiology.sex import Sex
from spark_streaming.local_days import first_day_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spark_streaming.people import People, Period

Weights = dict[str, dict[date, float]]
"""By person, the weights in kg by the first day that each holds on."""

_ATTRIBUTES: Final = ("birth_date", "sex", "height_cm")
_CAL_PER_KCAL: Final = 1000


class Body(NamedTuple):
    """What is known of a person's body, from one day to just before another."""

    user_id: str
    from_date: date
    until_date: date
    birth_date: date | None
    sex: Sex | None
    height_cm: float | None
    weight_kg: float | None

    @property
    def figures(self) -> tuple[Any, ...]:
        """What formulae take."""
        return self.birth_date, self.sex, self.height_cm, self.weight_kg

    def on(self, day: date) -> BodyDay:
        """Return what formulae take of the body on one of its days."""
        age = None if self.birth_date is None else age_years(self.birth_date, day)
        resting = resting_energy(self.weight_kg, self.height_cm, age, self.sex)
        return BodyDay(
            self.user_id,
            day,
            self.sex,
            age,
            self.weight_kg,
            None if resting.value is None else round(resting.value * _CAL_PER_KCAL),
            json.dumps(resting.missing) if resting.missing else None,
        )


class BodyDay(NamedTuple):
    """A body on one day.

    Attributes:
        resting_cal: Small calories of the whole day at rest, by Mifflin-St Jeor.
        missing: What the formula lacks, as a JSON array; null if nothing.
    """

    user_id: str
    date: date
    sex: str | None
    age_years: int | None
    weight_kg: float | None
    resting_cal: int | None
    missing: str | None


BODY_DAY_COLUMNS: Final = {
    "user_id": "STRING",
    "date": "DATE",
    "sex": "STRING",
    "age_years": "INT",
    "weight_kg": "DOUBLE",
    "resting_cal": "BIGINT",
    "missing": "STRING",
}


def bodies(people: People, weights: Weights, users: Iterable[str]) -> list[Body]:
    """Return each person's body over time, in periods that leave no gap.

    On a day that holds which was valid last before its end; before the first known value,
    the first one.
    """
    zones = people.zones_by_user
    return [
        body
        for user_id in sorted(users)
        for body in _bodies_of(
            user_id, people, weights.get(user_id, {}), zones.get(user_id, [])
        )
    ]


def body_days(known: Iterable[Body], wanted: Iterable[tuple[str, date]]) -> list[BodyDay]:
    """Return the body of each wanted person and day.

    Args:
        known: `bodies` of these people.
        wanted: Person and day.
    """
    by_user: dict[str, list[Body]] = defaultdict(list)
    for body in known:
        by_user[body.user_id].append(body)
    begins = {user: [body.from_date for body in held] for user, held in by_user.items()}
    return [
        by_user[user_id][bisect_right(begins[user_id], day) - 1].on(day)
        for user_id, day in sorted(wanted)
    ]


def changed_spans(before: list[Body], after: list[Body]) -> list[tuple[str, date, date]]:
    """Return (user, from, until) of the days whose body is not what it was."""
    was, now = _by_user(before), _by_user(after)
    return [
        (user_id, begin, end)
        for user_id in sorted(was.keys() | now.keys())
        if was.get(user_id) != now.get(user_id)
        for begin, end in _changed(was.get(user_id, []), now.get(user_id, []))
    ]


class _Dated:
    """Values with the days they begin to hold on; before the first, the first holds."""

    def __init__(self, values: Mapping[date, Any]) -> None:
        self.begins = sorted(values)
        self._values = [values[day] for day in self.begins]

    def on(self, day: date) -> Any:
        """Return what held on a day; null where there is nothing."""
        place = max(bisect_right(self.begins, day) - 1, 0)
        return self._values[place] if self._values else None


def _bodies_of(
    user_id: str, people: People, weights: Mapping[date, float], zones: list[Period]
) -> list[Body]:
    said: dict[str, dict[date, Any]] = {name: {} for name in _ATTRIBUTES}
    for valid_from_ms, profile in people.profiles(user_id):
        day = first_day_left(valid_from_ms, zones)
        for name in _ATTRIBUTES:
            if profile.get(name) is not None:
                said[name][day] = profile[name]
    birth_date, sex, height_cm = (_Dated(said[name]) for name in _ATTRIBUTES)
    weight_kg = _Dated(weights)

    dated = (birth_date, sex, height_cm, weight_kg)
    begins = sorted({date.min, *(day for values in dated for day in values.begins[1:])})
    return [
        Body(
            user_id,
            begin,
            end,
            _date(birth_date.on(begin)),
            _sex(sex.on(begin)),
            height_cm.on(begin),
            weight_kg.on(begin),
        )
        for begin, end in zip(begins, [*begins[1:], date.max], strict=True)
    ]


def _by_user(known: Iterable[Body]) -> dict[str, list[Body]]:
    by_user: dict[str, list[Body]] = defaultdict(list)
    for body in known:
        by_user[body.user_id].append(body)
    return dict(by_user)


def _changed(before: list[Body], after: list[Body]) -> list[tuple[date, date]]:
    was = _Dated({body.from_date: body.figures for body in before})
    now = _Dated({body.from_date: body.figures for body in after})
    turns = sorted({*was.begins, *now.begins})
    return [
        (begin, end)
        for begin, end in zip(turns, [*turns[1:], date.max], strict=True)
        if was.on(begin) != now.on(begin)
    ]


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _sex(value: str | None) -> Sex | None:
    return None if value is None else Sex(value)
