"""Fitbit's local times: `4/30/2016 1:00:00 AM`, or a date alone."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Final

from schema.errors import shown

_TIME: Final = re.compile(
    r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?\s*",
    re.IGNORECASE,
)
_MONTH_BEYOND_DECEMBER: Final = re.compile(r"\s*(?:1[3-9]|[2-9]\d)/\d{1,2}/\d{4}")
_EXAMPLE: Final = "4/30/2016 1:00:00 AM"
DAY: Final = timedelta(days=1)
_NOON: Final = 12


def local_time(text: str) -> datetime:
    """Read a local time, month first.

    Raises:
        ValueError: It is none.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a time like {_EXAMPLE}")
    month, day, year, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    half = (match[7] or "").upper()
    if not MINYEAR < year < MAXYEAR or (half and not 1 <= hour <= _NOON):
        raise ValueError(f"{text!r} was never on a clock")
    if half:
        hour = hour % _NOON + (_NOON if half == "PM" else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001


def check_month_first(text: str) -> None:
    """Check that a time is not written with the day first.

    Raises:
        ValueError: Its month would be beyond December: no time of the file can be trusted.
    """
    if _MONTH_BEYOND_DECEMBER.match(text):
        raise ValueError(f"{shown(text)} has the day first, expected is the month: {_EXAMPLE}")
