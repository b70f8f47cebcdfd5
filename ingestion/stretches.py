"""When the values of an event were measured: the three shapes as one."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ingestion.times import LONGEST_SAMPLE_MS, MINUTE_MS, epoch_ms, length_ms
from schema.errors import InvalidEventError

if TYPE_CHECKING:
    from ingestion.sent import SentEvent
    from schema.events import EventType

LONGEST_SERIES: Final = 20_000
_LONGEST_OFFSET_MS: Final = 10 * 365 * 24 * 60 * MINUTE_MS

_DRUNK_AT_ONCE: Final = "hydration"
"""Logged as of one instant; it stands for the minute that begins there."""


class Stretch(NamedTuple):
    """The instants of a series, or the intervals that begin there."""

    start_ms: int
    duration_ms: int
    offsets_ms: list[int]

    @property
    def end_ms(self) -> int:
        """Where the last of it ends."""
        return self.start_ms + self.offsets_ms[-1] + self.duration_ms


def single_stretch(event: SentEvent, kind: EventType) -> Stretch:
    """Return when the one value of an instant or an interval was measured.

    Raises:
        InvalidEventError: Neither shape, or not the one that the type needs.
    """
    if event.start is not None and event.end is not None:
        start_ms = epoch_ms("start", event.start)
        duration = length_ms(start_ms, epoch_ms("end", event.end), LONGEST_SAMPLE_MS)
        return Stretch(start_ms, duration, [0])

    if event.time is None:
        raise InvalidEventError(f"{kind.name} needs {_needed(kind)}")
    if kind.is_interval and kind.name != _DRUNK_AT_ONCE:
        raise InvalidEventError(f"{kind.name} speaks of a stretch of time: send start and end")
    duration = MINUTE_MS if kind.is_interval else 0
    return Stretch(epoch_ms("time", event.time), duration, [0])


def _needed(kind: EventType) -> str:
    return "start and end" if kind.is_interval else "time, with its value"


def series_stretch(event: SentEvent, kind: EventType, places: list[int]) -> Stretch:
    """Return when the values of a series were measured.

    Args:
        event: With `start`, and `interval_ms` or `offsets_ms`.
        kind: Its type.
        places: Which of the values are there, ascending; the others are null.

    Raises:
        InvalidEventError: No beginning, no or wrong offsets.
    """
    if event.start is None:
        raise InvalidEventError("a series needs start")
    start_ms = epoch_ms("start", event.start)

    if event.offsets_ms is not None:
        offsets = _given_offsets(event, kind, places)
        duration = 0
    else:
        interval = _interval(event)
        offsets = [round(place * interval) for place in places]
        duration = round(interval) if kind.is_interval else 0

    if offsets[-1] > _LONGEST_OFFSET_MS:
        raise InvalidEventError("the series is longer than ten years")
    first = offsets[0]
    return Stretch(start_ms + first, duration, [offset - first for offset in offsets])


def beats_stretch(event: SentEvent, intervals_ms: list[float]) -> Stretch:
    """Return when beats began, each following the one before.

    Raises:
        InvalidEventError: No beginning.
    """
    if event.start is None:
        raise InvalidEventError("a series needs start")
    beginnings = accumulate(intervals_ms[:-1], initial=0.0)
    offsets = [round(beginning) for beginning in beginnings]
    return Stretch(epoch_ms("start", event.start), 0, offsets)


def _interval(event: SentEvent) -> float:
    if event.interval_ms is None:
        raise InvalidEventError("a series needs interval_ms or offsets_ms")
    if not 1 <= event.interval_ms <= LONGEST_SAMPLE_MS:
        raise InvalidEventError(
            f"interval_ms {event.interval_ms:g} is not between 1 and {LONGEST_SAMPLE_MS}"
        )
    return event.interval_ms


def _given_offsets(event: SentEvent, kind: EventType, places: list[int]) -> list[int]:
    given = event.offsets_ms or []
    if kind.is_interval:
        raise InvalidEventError(
            f"{kind.name} speaks of stretches of time: send interval_ms, not offsets_ms"
        )
    if event.values is not None and len(given) != len(event.values):
        raise InvalidEventError(
            f"{len(event.values)} values, but {len(given)} in offsets_ms; send one for each"
        )
    if not all(0 <= offset <= _LONGEST_OFFSET_MS for offset in given):
        raise InvalidEventError("offsets_ms are not between 0 and ten years")
    offsets = [round(given[place]) for place in places]
    if any(later <= earlier for earlier, later in pairwise(offsets)):
        raise InvalidEventError("offsets_ms do not ascend")
    return offsets
