"""Fitbit's local times: `4/12/2016 1:00:00 AM`, or a date alone."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from typing import Final

_TIME: Final = re.compile(
    r"\s*(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP]M)?)?\s*",
    re.IGNORECASE,
)
DAY: Final = timedelta(days=1)
_NOON: Final = 12


def local_time(text: str) -> datetime:
    """Read a local time, month first.

    Raises:
        ValueError: It is none.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a time like 4/12/2016 1:00:00 AM")
    month, day, year, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    half = (match[7] or "").upper()
    if not MINYEAR < year < MAXYEAR or (half and not 1 <= hour <= _NOON):
        raise ValueError(f"{text!r} was never on a clock")
    if half:
        hour = hour % _NOON + (_NOON if half == "PM" else 0)
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
