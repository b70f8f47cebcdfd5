"""Records: workouts, meals, sleep and check-ins, with fields of their own."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeVar

import msgspec
from msgspec import Meta

from ingestion.activities import activity_named
from ingestion.bounds import refuse_unbounded
from ingestion.times import MINUTE_MS
from schema.errors import InvalidEventError

EnergyKcal = Annotated[float, Meta(ge=0, le=30_000)]
Grams = Annotated[float, Meta(ge=0, le=10_000)]
Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Minutes = Annotated[float, Meta(ge=0, le=25 * 60)]
OneToFive = Annotated[int, Meta(ge=1, le=5)]
Rows = Annotated[list[dict[str, Any]], Meta(max_length=20_000)]


class Workout(msgspec.Struct, kw_only=True):
    """A session as its source reports it; `energy_kcal` is gross, `rpe` 0 to 10 (Borg CR10)."""

    activity: Name
    name: Name | None = None
    plan_id: Name | None = None
    energy_kcal: EnergyKcal | None = None
    distance_m: Annotated[float, Meta(ge=0, le=1_000_000)] | None = None
    rpe: Annotated[float, Meta(ge=0, le=10)] | None = None
    sets: Rows | None = None
    route: Rows | None = None


class MealItem(msgspec.Struct, kw_only=True):
    """One thing eaten, with the nutrients of the amount eaten, not of 100 g."""

    food: Name | None = None
    name: Name | None = None
    grams: Grams | None = None
    energy_kcal: EnergyKcal | None = None
    protein_g: Grams | None = None
    carbohydrate_g: Grams | None = None
    fat_g: Grams | None = None
    fibre_g: Grams | None = None


class Meal(msgspec.Struct, kw_only=True):
    """What was eaten at one time."""

    plan_id: Name | None = None
    items: Annotated[list[dict[str, Any]], Meta(min_length=1, max_length=200)]


class Sleep(msgspec.Struct, kw_only=True):
    """A source's own summary of a night or a day."""

    asleep_minutes: Minutes
    in_bed_minutes: Minutes | None = None


class CheckIn(msgspec.Struct, kw_only=True):
    """How a person feels, each from 1 (low) to 5 (high)."""

    mood: OneToFive | None = None
    soreness: OneToFive | None = None
    stress: OneToFive | None = None


_RECORDS: Final[dict[str, type[msgspec.Struct]]] = {
    "workout": Workout,
    "meal": Meal,
    "sleep": Sleep,
    "check_in": CheckIn,
}

_ROUNDING_MINUTES: Final = 1
"""By how much a summary of sleep may be longer than its night."""

_Record = TypeVar("_Record", bound=msgspec.Struct)

_OF_EVERY_EVENT: Final = frozenset({"id", "type", "operation", "time", "start", "end", "unit"})


def record_fields(name: str, event: dict[str, Any], duration_ms: int) -> dict[str, Any]:
    """Return a record's own fields, checked; fields that no room knows yet are kept.

    Args:
        name: Type of the record.
        event: The whole event as sent.
        duration_ms: From its start to its end.

    Raises:
        InvalidEventError: A field is missing, or has a value it cannot have.
    """
    own = {
        field: value
        for field, value in event.items()
        if value is not None and field not in _OF_EVERY_EVENT
    }
    refuse_unbounded(own)
    checked = _convert(own, _RECORDS[name])
    if isinstance(checked, Sleep):
        _refuse_longer_sleep(checked, duration_ms)
    if name == "meal":
        own["items"] = [_item(item) for item in own["items"]]
    elif name == "workout":
        own = _with_activity(own)
    elif name == "check_in" and not own.keys() & set(CheckIn.__struct_fields__):
        raise InvalidEventError("a check_in needs one of mood, soreness, stress")
    return own


def _item(item: dict[str, Any]) -> dict[str, Any]:
    own = {field: value for field, value in item.items() if value is not None}
    checked = _convert(own, MealItem)
    if checked.food is None and checked.name is None:
        raise InvalidEventError("each item of a meal needs food or name")
    return own


def _with_activity(own: dict[str, Any]) -> dict[str, Any]:
    """Name the activity as the house does; the sender's word is the name, if there is none."""
    text = own["activity"]
    activity = activity_named(text) or text.strip().lower()
    name = {} if activity == text else {"name": text}
    return name | own | {"activity": activity}


def _refuse_longer_sleep(sleep: Sleep, duration_ms: int) -> None:
    if sleep.in_bed_minutes is not None and sleep.asleep_minutes > sleep.in_bed_minutes:
        raise InvalidEventError(
            f"asleep_minutes {sleep.asleep_minutes:g} is more than "
            f"in_bed_minutes {sleep.in_bed_minutes:g}"
        )
    length_minutes = duration_ms / MINUTE_MS
    if sleep.asleep_minutes > length_minutes + _ROUNDING_MINUTES:
        raise InvalidEventError(
            f"asleep_minutes {sleep.asleep_minutes:g} is more than the {length_minutes:g} min "
            "from start to end"
        )


def _convert(fields: dict[str, Any], kind: type[_Record]) -> _Record:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise InvalidEventError(str(error)) from error
