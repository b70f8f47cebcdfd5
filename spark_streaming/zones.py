"""Time zones in words that Java knows: its tables and Python's are of different years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from spark_streaming.people import ALWAYS_MS, FOREVER_MS, Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyspark import SparkContext

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)
_STEP: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


def in_javas_words(zones: Iterable[Period], context: SparkContext) -> list[Period]:
    """Return each zone as it is, or where Java has no such name, the offsets it had and has.

    Spark refuses a name that Java does not know, and with it everybody's batch.

    Args:
        zones: Names of zones over time.
        context: Of the Spark whose Java is asked.
    """
    return [
        known
        for zone in zones
        for known in ([zone] if _is_known(context, zone.value) else _offsets(zone))
    ]


@lru_cache(maxsize=1024)
def _is_known(context: SparkContext, name: str) -> bool:
    java = context._jvm.java  # type: ignore[union-attr]  # noqa: SLF001
    return bool(java.time.ZoneId.getAvailableZoneIds().contains(name))


def _offsets(zone: Period) -> list[Period]:
    """Cut a period where its zone's clocks turn; each part's value is an offset from UTC."""
    turns = _turns(zone.value)
    ends = [*(begin_ms for begin_ms, _ in turns[1:]), FOREVER_MS]
    return [
        Period(
            zone.user_id,
            max(zone.begin_ms, begin_ms),
            min(zone.end_ms, end_ms),
            _written(offset),
        )
        for (begin_ms, offset), end_ms in zip(turns, ends, strict=True)
        if begin_ms < zone.end_ms and end_ms > zone.begin_ms
    ]


@lru_cache(maxsize=64)
def _turns(name: str) -> list[tuple[int, timedelta]]:
    """Return when a zone's clocks turned or will turn, and its offset from then on."""
    zone, day = ZoneInfo(name), _FIRST
    turns = [(ALWAYS_MS, _offset(day, zone))]
    while day < _LAST:
        after = day + _STEP
        if _offset(after, zone) != turns[-1][1]:
            turn = _turn_between(day, after, zone)
            turns.append(((turn - _EPOCH) // timedelta(milliseconds=1), _offset(turn, zone)))
        day = after
    return turns


def _turn_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first second that has another offset than `before`."""
    was = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        before, after = (middle, after) if _offset(middle, zone) == was else (before, middle)
    return after


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _written(offset: timedelta) -> str:
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(abs(offset) // _SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours:02}:{minutes:02}:{seconds:02}"
