"""Local times of files, which do not say their offset."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schema.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date


class LocalClock:
    """The clock on the wall of one time zone.

    An hour that happens twice, when clocks go back, is taken as its first. A time that never
    was, when clocks go forward, is taken as if they had not yet: 02:30 becomes 03:30.
    """

    def __init__(self, zone: str) -> None:
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidInputError(
                "timezone", f"{zone!r} is no time zone; send a name like Europe/Rome"
            ) from error

    def utc(self, local: datetime) -> str:
        """Return a naive local time as the contract writes an instant, in UTC."""
        instant = local.replace(tzinfo=self._zone).astimezone(UTC)
        return instant.isoformat(timespec="milliseconds")

    def midnight(self, day: date) -> str:
        """Return the beginning of a calendar day."""
        return self.utc(datetime(day.year, day.month, day.day))  # noqa: DTZ001
