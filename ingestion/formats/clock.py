"""Local times of files, which do not say their offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schema.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date

_HOUR: Final = timedelta(hours=1)


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
        return _written(self._instant(local))

    def hour(self, local: datetime) -> tuple[str, str]:
        """Return the hour that begins then: always of sixty minutes, also when clocks change.

        The hour that never was begins when the one after it does, and says the same hour; what
        a file says of it later stands.
        """
        begin = self._instant(local)
        return _written(begin), _written(begin + _HOUR)

    def midnight(self, day: date) -> str:
        """Return the beginning of a calendar day."""
        return self.utc(datetime(day.year, day.month, day.day))  # noqa: DTZ001

    def _instant(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._zone).astimezone(UTC)


def _written(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds")
