"""The body behind a day's figures: birth date, sex, height and weight as they were then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from spark_streaming.people import ALWAYS_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spark_streaming.people import People, Period

Weights = dict[str, dict[date, float]]
"""The last weight of each day by person, in kg."""

_ATTRIBUTES: Final = ("birth_date", "sex", "height_cm")


class Body(NamedTuple):
    """What is known of a person's body, from one day to just before another."""

    user_id: str
    from_date: date
    until_date: date
    birth_date: date | None
    sex: str | None
    height_cm: float | None
    weight_kg: float | None

    @property
    def figures(self) -> tuple[date | None, str | None, float | None, float | None]:
        """What formulae take."""
        return self.birth_date, self.sex, self.height_cm, self.weight_kg


BODY_COLUMNS: Final = {
    "user_id": "STRING",
    "from_date": "DATE",
    "until_date": "DATE",
    "birth_date": "DATE",
    "sex": "STRING",
    "height_cm": "DOUBLE",
    "weight_kg": "DOUBLE",
}


def bodies(people: People, weights: Weights, users: Iterable[str]) -> list[Body]:
    """Return each person's body over time, in periods that leave no gap.

    On a day that holds which was valid last before its end; before the first known value,
    the first one.
    """
    zones: dict[str, list[Period]] = {}
    for period in people.zones():
        zones.setdefault(period.user_id, []).append(period)
    return [
        body
        for user_id in sorted(users)
        for body in _bodies_of(
            user_id, people, weights.get(user_id, {}), zones.get(user_id, [])
        )
    ]


def _bodies_of(
    user_id: str, people: People, weights: Mapping[date, float], zones: list[Period]
) -> list[Body]:
    known: dict[str, dict[date, object]] = {name: {} for name in _ATTRIBUTES}
    for valid_from_ms, profile in people.profiles(user_id):
        day = local_date(valid_from_ms, zones)
        for name in _ATTRIBUTES:
            if profile.get(name) is not None:
                known[name][day] = profile[name]
    known["weight_kg"] = dict(sorted(weights.items()))

    turns = sorted({day for values in known.values() for day in values})
    begins = [date.min, *turns[1:]] if turns else [date.min]
    ends = [*begins[1:], date.max]
    return [
        Body(
            user_id,
            begin,
            end,
            _date(_at(known["birth_date"], begin)),
            _at(known["sex"], begin),  # type: ignore[arg-type]
            _at(known["height_cm"], begin),  # type: ignore[arg-type]
            _at(known["weight_kg"], begin),  # type: ignore[arg-type]
        )
        for begin, end in zip(begins, ends, strict=True)
    ]


def changed_spans(before: list[Body], after: list[Body]) -> list[tuple[str, date, date]]:
    """Return (user, from, until) of the days whose body is not what it was."""
    users = {body.user_id for body in (*before, *after)}
    return [
        (user_id, begin, end)
        for user_id in sorted(users)
        for begin, end in _changed(
            [body for body in before if body.user_id == user_id],
            [body for body in after if body.user_id == user_id],
        )
    ]


def _changed(before: list[Body], after: list[Body]) -> list[tuple[date, date]]:
    turns = sorted({body.from_date for body in (*before, *after)})
    ends = [*turns[1:], date.max]
    return [
        (begin, end)
        for begin, end in zip(turns, ends, strict=True)
        if _figures_on(before, begin) != _figures_on(after, begin)
    ]


def _figures_on(known: list[Body], day: date) -> tuple[object, ...] | None:
    return next(
        (body.figures for body in known if body.from_date <= day < body.until_date), None
    )


def local_date(epoch_ms: int, zones: list[Period]) -> date:
    """Return the calendar day of an instant in the zone that held then; UTC without one."""
    if epoch_ms == ALWAYS_MS:
        return date.min
    zone = next(
        (period.value for period in zones if period.begin_ms <= epoch_ms < period.end_ms), "UTC"
    )
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=epoch_ms)
    return instant.astimezone(ZoneInfo(zone)).date()


def _at(values: Mapping[date, object], day: date) -> object:
    """Return what held on a day: the last begun by then, else the first there is."""
    begun = [begin for begin in values if begin <= day]
    if begun:
        return values[max(begun)]
    return values[min(values)] if values else None


def _date(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
