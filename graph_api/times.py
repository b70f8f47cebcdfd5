"""Instants and calendar days as clients mean them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from schema.errors import InvalidInputError

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
