"""A local day's wall clock: which instants its minutes are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


class WallClock:
    """Turns minutes of one local day into instants.

    When clocks go forward an hour of it is no instant at all; when they go back, one is two.
    """

    def __init__(self, on: date, timezone: str) -> None:
        self._midnight = datetime.combine(on, datetime.min.time())
        self._zone = ZoneInfo(timezone)

    def at(self, minute: int) -> datetime:
        """Return an instant in UTC; the minute may lie in the day before or after.

        One that does not exist is taken as the offset before the change would have it.
        """
        return self._local(minute, fold=0).astimezone(UTC)

    def instants(self, minute: int) -> list[datetime]:
        """Return every instant in UTC at which the clock shows this minute."""
        found: list[datetime] = []
        for fold in (0, 1):
            local = self._local(minute, fold)
            instant = local.astimezone(UTC)
            shown = instant.astimezone(self._zone).replace(tzinfo=None)
            if shown == local.replace(tzinfo=None) and instant not in found:
                found.append(instant)
        return found

    def _local(self, minute: int, fold: int) -> datetime:
        return (self._midnight + minute * MINUTE).replace(tzinfo=self._zone, fold=fold)
