"""How long a stretch of time may be asked for at once, and at which grain."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from graph_api.vocabulary import Resolution
from schema.errors import InvalidInputError

LONGEST_DAYS = 3700
LONGEST = {
    Resolution.RAW: timedelta(days=8),
    Resolution.MINUTE: timedelta(days=35),
    Resolution.HOUR: timedelta(days=800),
    Resolution.DAY: timedelta(days=LONGEST_DAYS),
}
FITTING = {
    Resolution.RAW: timedelta(hours=1),
    Resolution.MINUTE: timedelta(days=2),
    Resolution.HOUR: timedelta(days=60),
}


def fitting(begin: datetime, end: datetime) -> Resolution:
    """Return the grain at which a span is some hundred to three thousand points."""
    span = end - begin
    return next((grain for grain, most in FITTING.items() if span <= most), Resolution.DAY)


def check_span(begin: datetime, end: datetime, resolution: Resolution) -> None:
    """Let a span pass.

    Raises:
        InvalidInputError: It ends before it begins, or is too long for its grain.
    """
    if end < begin:
        raise InvalidInputError("to", "the span ends before it begins")
    if end - begin > LONGEST[resolution]:
        most = LONGEST[resolution].days
        raise InvalidInputError("to", f"at {resolution.value} at most {most} days at once")


def check_days(first: date, last: date) -> None:
    """Let a span of days pass.

    Raises:
        InvalidInputError: It ends before it begins, or is longer than ten years.
    """
    if last < first:
        raise InvalidInputError("to", "the span ends before it begins")
    if (last - first).days > LONGEST_DAYS:
        raise InvalidInputError("to", f"at most {LONGEST_DAYS} days at once")
