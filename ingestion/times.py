"""Instants as the log has them: UTC, whole milliseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from schema.errors import FutureEventError, InvalidEventError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
CLOCK_TOLERANCE_MS: Final = 5 * MINUTE_MS
"""How far a sensor's clock may be ahead."""

LONGEST_SAMPLE_MS: Final = 25 * HOUR_MS
"""A local day when the clocks go back."""

LONGEST_RECORD_MS: Final = 7 * 24 * HOUR_MS


def epoch_ms(field: str, time: datetime) -> int:
    """Return an instant in milliseconds since 1970; what is finer is cut off.

    Raises:
        InvalidEventError: The time has no offset, or is before 1970.
    """
    if time.tzinfo is None:
        raise InvalidEventError(
            f"{field} {time.isoformat()} has no offset; send one, like +01:00 or Z"
        )
    instant = (time - _EPOCH) // _MILLISECOND
    if instant < 0:
        raise InvalidEventError(f"{field} {time.isoformat()} is before 1970")
    return instant


def refuse_future(end_ms: int, now_ms: int) -> None:
    """Refuse what ends later than the sensor's clock may be ahead.

    Raises:
        FutureEventError: With how much later.
    """
    if end_ms > now_ms + CLOCK_TOLERANCE_MS:
        raise FutureEventError(
            f"the event ends {(end_ms - now_ms) // 1000} s from now; set the sensor's clock"
        )


def length_ms(start_ms: int, end_ms: int, longest_ms: int) -> int:
    """Return how long a stretch is.

    Raises:
        InvalidEventError: It ends where it begins or before, or is too long.
    """
    duration = end_ms - start_ms
    if duration <= 0:
        raise InvalidEventError("the interval does not end after it begins")
    if duration > longest_ms:
        raise InvalidEventError(
            f"the interval is {duration / HOUR_MS:.1f} h long; send at most "
            f"{longest_ms // HOUR_MS} h in one"
        )
    return duration
