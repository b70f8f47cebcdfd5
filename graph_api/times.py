"""Instants and calendar days as clients mean them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from schema.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.people.profile import TimeZonePeriod

FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Between these every zone has its clocks, and a day more or less can be told."""


def aware(field: str, instant: datetime) -> datetime:
    """Return the instant of an input with its zone; one sent without is in UTC.

    Raises:
        InvalidInputError: It is of no year that anybody lives in.
    """
    zoned = instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
    if not FIRST <= zoned < LAST:
        raise _out_of_time(field, instant)
    return zoned


def known(field: str, day: date) -> date:
    """Return the day of an input.

    Raises:
        InvalidInputError: It is of no year that anybody lives in.
    """
    if not FIRST.date() <= day < LAST.date():
        raise _out_of_time(field, day)
    return day


def _out_of_time(field: str, when: date) -> InvalidInputError:
    years = f"{FIRST.year} to {LAST.year - 1}"
    return InvalidInputError(field, f"{when.isoformat()} is not of the years {years}")


def today_in(zone: str, now: datetime) -> date:
    """Return which day it is where the person lives."""
    return now.astimezone(ZoneInfo(zone)).date()


def day_of(instant: datetime, lived_in: Sequence[TimeZonePeriod]) -> date:
    """Return the person's day that an instant is of: in the zone that held then.

    Args:
        instant: When.
        lived_in: Their zones, oldest first; the first holds for what was before it.
    """
    held = [period for period in lived_in if period.valid_from <= instant] or lived_in[:1]
    return today_in(held[-1].zone if held else "UTC", instant)
