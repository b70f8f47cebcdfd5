"""Samples: values in canonical units, each checked against what a living body can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ingestion.stretches import (
    LONGEST_SERIES,
    Stretch,
    beats_stretch,
    series_stretch,
    single_stretch,
)
from ingestion.times import MINUTE_MS
from schema.errors import ImplausibleMeasurementError, InvalidEventError, shown
from schema.events.sleep import SleepStage
from schema.physiology.plausible import LARGEST_RATE_PER_MIN, PLAUSIBLE, largest_amount
from schema.units import canonical_unit, to_canonical

if TYPE_CHECKING:
    from ingestion.sent import SentEvent
    from schema.events import EventType

BEATS: Final = "rr_interval"
_STAGES: Final = frozenset(SleepStage)


class Samples(NamedTuple):
    """What an event says of a body: when, and the values in the canonical unit."""

    type: str
    stretch: Stretch
    values: list[float] | None = None
    category: str | None = None


def scalar_sample(event: SentEvent, kind: EventType, value: float | None) -> Samples:
    """Return the one value of an instant or an interval.

    Args:
        event: Where time and unit stand.
        kind: What is measured.
        value: In the unit of the event.

    Raises:
        InvalidEventError: No value, or no time.
        UnknownUnitError: The type is not measured in that unit.
        ImplausibleMeasurementError: No living body has that value.
    """
    stretch = single_stretch(event, kind)
    if value is None:
        raise InvalidEventError(f"{kind.name} needs a value")
    converted = to_canonical(kind.name, value, _unit(event, kind))
    _refuse_implausible(kind.name, [converted], stretch.duration_ms)
    return Samples(kind.name, stretch, [converted])


def series_samples(event: SentEvent, kind: EventType) -> Samples:
    """Return the values of a series; those that are null are left out.

    Raises:
        InvalidEventError: No values, too many, or no or wrong offsets.
        UnknownUnitError: The type is not measured in that unit.
        ImplausibleMeasurementError: No living body has one of the values.
    """
    sent = event.values or []
    if len(sent) > LONGEST_SERIES:
        raise InvalidEventError(f"{len(sent)} values; send at most {LONGEST_SERIES} in one")
    unit = _unit(event, kind)
    values = [to_canonical(kind.name, value, unit) for value in sent if value is not None]
    if not values:
        raise InvalidEventError("the series has no value in it")

    places = [place for place, value in enumerate(sent) if value is not None]
    if kind.name == BEATS and event.offsets_ms is None:
        if len(values) < len(sent):
            raise InvalidEventError(
                "after a missing beat the time of the next is unknown: send offsets_ms"
            )
        _refuse_implausible(kind.name, values, 0)
        return Samples(kind.name, beats_stretch(event, values), values)

    stretch = series_stretch(event, kind, places)
    _refuse_implausible(kind.name, values, stretch.duration_ms, places)
    return Samples(kind.name, stretch, values)


def stage_sample(event: SentEvent, kind: EventType) -> Samples:
    """Return one stage of a night.

    Raises:
        InvalidEventError: No stage of that name, or no interval.
    """
    if event.stage not in _STAGES:
        raise InvalidEventError(
            f"stage {shown(event.stage)} is not one of {', '.join(SleepStage)}"
        )
    return Samples(kind.name, single_stretch(event, kind), category=event.stage)


def retracted_samples(event: SentEvent, kind: EventType) -> Samples:
    """Return the identity of what is taken back; values serve only to count a series.

    Raises:
        InvalidEventError: Not an identity.
    """
    if event.values is None and event.offsets_ms is None:
        return Samples(kind.name, single_stretch(event, kind))

    if kind.name == BEATS and event.offsets_ms is None:
        return series_samples(event, kind)._replace(values=None)
    of_each = event.values if event.values is not None else event.offsets_ms or []
    places = [place for place, value in enumerate(of_each) if value is not None]
    if not places or len(places) > LONGEST_SERIES:
        raise InvalidEventError(f"send 1 to {LONGEST_SERIES} values or offsets_ms")
    return Samples(kind.name, series_stretch(event, kind, places))


def _unit(event: SentEvent, kind: EventType) -> str:
    return event.unit if event.unit is not None else canonical_unit(kind.name)


def _refuse_implausible(
    name: str, values: list[float], duration_ms: int, places: list[int] | None = None
) -> None:
    low, high = PLAUSIBLE[name][:2]
    if name in LARGEST_RATE_PER_MIN and duration_ms:
        high = min(high, largest_amount(name, duration_ms / MINUTE_MS))
    if low <= min(values) and max(values) <= high:
        return
    for index, value in enumerate(values):
        if not low <= value <= high:
            place = places[index] if places else index
            quantity = name if len(values) == 1 else f"{name}[{place}]"
            raise ImplausibleMeasurementError(quantity, value, low, high)
