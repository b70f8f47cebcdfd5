"""One person's recorded days, and windows over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ONE_DAY: Final = timedelta(days=1)


class SpanValue(NamedTuple):
    """A slow metric of one day; without a value its detail says what is missing."""

    date: date
    metric: str
    value: float | None
    detail: dict[str, Any] | None = None


@dataclass(frozen=True)
class RecordedDay:
    """What `gold/day` has of one day that needs no other day.

    Attributes:
        values: By metric, and of the night: `awake_min`, `deep_min`, `rem_min`,
            `in_bed_min`, `bedtime_min` (from the noon before); `meals`.
        load_by_kind: Session minutes · MET, by kind of workout.
    """

    values: Mapping[str, float]
    load_by_kind: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """The days on which anything was recorded, ascending."""

    days: Mapping[date, RecordedDay]

    @cached_property
    def dates(self) -> list[date]:
        """The recorded days, ascending."""
        return sorted(self.days)

    def since(self, first: date) -> list[date]:
        """Return the recorded days from one on."""
        return [day for day in self.dates if day >= first]

    def value(self, metric: str, day: date) -> float | None:
        """Return a metric of one day; null where nothing was recorded."""
        recorded = self.days.get(day)
        return None if recorded is None else recorded.values.get(metric)

    def window(self, metric: str, last: date, count: int) -> list[float | None]:
        """Return a metric of so many calendar days, in order, the last one included."""
        return [self.value(metric, last - ONE_DAY * back) for back in reversed(range(count))]

    def known(self, metric: str, last: date, count: int) -> list[float]:
        """Return the recorded values among so many calendar days, in order."""
        return [value for value in self.window(metric, last, count) if value is not None]

    def dated(self, metric: str, last: date, count: int) -> list[tuple[date, float]]:
        """Return the recorded values among so many calendar days with their days."""
        days = (last - ONE_DAY * back for back in reversed(range(count)))
        return [(day, value) for day in days if (value := self.value(metric, day)) is not None]

    def latest(self, metric: str, day: date, within_days: int) -> float | None:
        """Return the newest value that is not older than so many days."""
        for back in range(within_days + 1):
            found = self.value(metric, day - ONE_DAY * back)
            if found is not None:
                return found
        return None

    def series(self, metric: str) -> list[tuple[date, float]]:
        """Return every day that has the metric, ascending."""
        return [
            (day, value) for day in self.dates if (value := self.value(metric, day)) is not None
        ]

    def calendar(self, metric: str) -> Iterator[tuple[date, float | None]]:
        """Yield each calendar day from the first recorded to the last, with the metric."""
        if not self.dates:
            return
        for ahead in range((self.dates[-1] - self.dates[0]).days + 1):
            day = self.dates[0] + ONE_DAY * ahead
            yield day, self.value(metric, day)
