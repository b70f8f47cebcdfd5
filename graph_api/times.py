"""Instants and calendar days as clients mean them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def aware(instant: datetime) -> datetime:
    """Return the instant with its zone; one sent without is in UTC."""
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)


def today_in(zone: str, now: datetime) -> date:
    """Return which day it is where the person lives."""
    return now.astimezone(ZoneInfo(zone)).date()
