"""A person's calendar days on the driver, in the zones that held then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from spark_streaming.people import ALWAYS_MS
from spark_streaming.reach import HOUR_MS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spark_streaming.people import People, Period

_FURTHEST_MS: Final = 26 * HOUR_MS
"""No part of a day is further from its noon in UTC: zones are up to 14 hours apart from it."""


def local_date(epoch_ms: int, zones: Sequence[Period]) -> date:
    """Return the calendar day of an instant in the zone that held then; UTC without one."""
    if epoch_ms == ALWAYS_MS:
        return date.min
    zone = next(
        (period.value for period in zones if period.begin_ms <= epoch_ms < period.end_ms), "UTC"
    )
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=epoch_ms)
    return instant.astimezone(ZoneInfo(zone)).date()


def first_day_left(epoch_ms: int, zones: Sequence[Period]) -> date:
    """Return the first calendar day that what begins at an instant holds on: it is not over.

    It is the day before the instant's own where the person goes west across midnight after it.
    """
    moves_ms = (zone.begin_ms for zone in zones if zone.begin_ms > epoch_ms)
    return min(local_date(begin_ms, zones) for begin_ms in (epoch_ms, *moves_ms))


def local_dates(spans: Iterable[tuple[str, int, int]], people: People) -> set[tuple[str, date]]:
    """Return each person's calendar days that these spans have any time in.

    Args:
        spans: (user, begin, end) in epoch milliseconds; the end is not part of it.
        people: Their zones.
    """
    zones = people.zones_by_user
    dates: set[tuple[str, date]] = set()
    for user_id, begin_ms, end_ms in spans:
        lived = zones.get(user_id, [])
        for first_ms, last_ms in _in_one_zone(begin_ms, max(begin_ms, end_ms - 1), lived):
            first, last = local_date(first_ms, lived), local_date(last_ms, lived)
            count = (last - first).days + 1
            dates |= {(user_id, first + timedelta(days=place)) for place in range(count)}
    return dates


def _in_one_zone(
    begin_ms: int, last_ms: int, zones: Sequence[Period]
) -> Iterator[tuple[int, int]]:
    """Cut a span, its last instant included, where the zone changes: the date may go back."""
    moves_ms = [zone.begin_ms for zone in zones if begin_ms < zone.begin_ms <= last_ms]
    firsts_ms = [begin_ms, *moves_ms]
    return zip(firsts_ms, [*(move_ms - 1 for move_ms in moves_ms), last_ms], strict=True)


def day_spans(
    days: Iterable[tuple[str, date]], people: People
) -> Iterator[tuple[str, int, int]]:
    """Yield (user, begin, end) of each calendar day: all of its time, and an hour around it.

    On a day of more than one zone, it is the time in which the day can be in any of them.

    Args:
        days: Person and day.
        people: Their zones.
    """
    zones = people.zones_by_user
    for user_id, day in days:
        noon_ms = _midnight_ms(day, "UTC") + 12 * HOUR_MS
        names = {
            period.value
            for period in zones.get(user_id, [])
            if period.begin_ms < noon_ms + _FURTHEST_MS
            and period.end_ms > noon_ms - _FURTHEST_MS
        } or {"UTC"}
        begin_ms = min(_midnight_ms(day, name) for name in names)
        end_ms = max(_midnight_ms(day + timedelta(days=1), name) for name in names)
        yield user_id, begin_ms - HOUR_MS, end_ms + HOUR_MS


def _midnight_ms(day: date, zone: str) -> int:
    return (
        round(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp()) * 1000
    )
