"""What a batch touches: whose, and which stretches of time; so that reads cost no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Final, NamedTuple

from pyspark.sql import functions as F

from schema.events import EVENT_TYPES
from schema.tables import user_bucket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pyspark.sql import Column

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS

_MOST_STRETCHES: Final = 16
_NAMED_USERS: Final = 200
_CROWDS: Final = 64
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

RECORD_TYPES: Final = tuple(name for name, kind in EVENT_TYPES.items() if kind.is_record)


class Stretch(NamedTuple):
    """Some people's time, ends included."""

    users: frozenset[str]
    begin_ms: int
    end_ms: int


@dataclass(frozen=True)
class Reach:
    """Whose time a batch touches.

    Attributes:
        spans: (user, begin, end) in epoch milliseconds, ends included.
        others: People touched at no time in particular.
    """

    spans: tuple[tuple[str, int, int], ...] = ()
    others: frozenset[str] = frozenset()

    @property
    def users(self) -> frozenset[str]:
        """Whose."""
        return self.others | {span[0] for span in self.spans}

    def with_spans(self, spans: Iterable[tuple[str, int, int]]) -> Reach:
        """Return the reach with more time in it."""
        return replace(self, spans=(*self.spans, *spans))

    def with_people(self, users: Iterable[str]) -> Reach:
        """Return the reach with more people in it."""
        return replace(self, others=self.others | set(users))

    def covers(self, user_id: str, begin_ms: int, end_ms: int) -> bool:
        """Tell whether one of the spans has all of this time in it."""
        return any(
            user == user_id and begin <= begin_ms and end_ms <= end
            for user, begin, end in self.spans
        )

    def padded(self, before_ms: int, after_ms: int) -> Reach:
        """Return the reach with some time before and after each span."""
        return replace(
            self,
            spans=tuple(
                (user, begin - before_ms, end + after_ms) for user, begin, end in self.spans
            ),
        )

    def intervals(self) -> Column:
        """Match rows of `silver/observation` that overlap the minutes of the reach."""
        return self._match(
            lambda begin_ms, end_ms: (
                (F.col("start_at") <= _at(_minute_after(end_ms)))
                & (F.col("end_at") >= _at(_minute_before(begin_ms)))
            )
        )

    def minutes(self) -> Column:
        """Match rows of `gold/minute` in the reach."""
        return self._match(
            lambda begin_ms, end_ms: F.col("minute_at").between(
                _at(_minute_before(begin_ms)), _at(end_ms)
            )
        )

    def people(self) -> Column:
        """Match rows of these people, in any table by person."""
        return _of_people(self.users)

    def _match(self, match: Callable[[int, int], Column]) -> Column:
        stretches = [Stretch(frozenset({user}), begin, end) for user, begin, end in self.spans]
        return _any(
            _of_people(stretch.users) & match(stretch.begin_ms, stretch.end_ms)
            for stretch in merged(stretches)
        )


def merged(stretches: Sequence[Stretch], at_most: int = _MOST_STRETCHES) -> list[Stretch]:
    """Join stretches that lie within an hour, then the nearest, until few are left."""
    ordered = sorted(stretches, key=lambda stretch: stretch.begin_ms)
    gaps_ms = []
    end_ms = ordered[0].end_ms if ordered else 0
    for stretch in ordered[1:]:
        gaps_ms.append(stretch.begin_ms - end_ms)
        end_ms = max(end_ms, stretch.end_ms)
    widest = sorted(gaps_ms, reverse=True)[: at_most - 1]
    apart_ms = max(HOUR_MS, widest[-1] if len(gaps_ms) >= at_most else HOUR_MS)

    joined: list[Stretch] = []
    for stretch in ordered:
        if joined and stretch.begin_ms - joined[-1].end_ms < apart_ms:
            last = joined.pop()
            joined.append(
                Stretch(
                    last.users | stretch.users, last.begin_ms, max(last.end_ms, stretch.end_ms)
                )
            )
        else:
            joined.append(stretch)
    return joined


@lru_cache(_CROWDS)
def _of_people(users: frozenset[str]) -> Column:
    """Match people by their partitions and, where they are few, by name.

    Each name is a round trip to the JVM, and those who report go on reporting.
    """
    if not users:
        return F.lit(False)  # noqa: FBT003
    in_buckets = F.col("user_bucket").isin(*sorted({user_bucket(user) for user in users}))
    if len(users) > _NAMED_USERS:
        return in_buckets
    return in_buckets & F.col("user_id").isin(*sorted(users))


def _minute_before(epoch_ms: int) -> int:
    return epoch_ms // MINUTE_MS * MINUTE_MS


def _minute_after(epoch_ms: int) -> int:
    return (epoch_ms // MINUTE_MS + 1) * MINUTE_MS


def _any(matches: Iterable[Column]) -> Column:
    return reduce(or_, matches, F.lit(False))  # noqa: FBT003


def _at(epoch_ms: int) -> Column:
    return F.lit(_EPOCH + timedelta(milliseconds=epoch_ms))
