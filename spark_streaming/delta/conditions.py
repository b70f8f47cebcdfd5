"""Conditions on rows that know which files cannot have any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from schema.tables import user_bucket

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Value = str | int | date | datetime
Bounds = tuple[Any, Any]

_TRUNCATED = timedelta(milliseconds=1)
"""Delta's statistics cut instants down to whole milliseconds."""


@dataclass(frozen=True)
class Condition:
    """Matches rows.

    Attributes:
        expression: What is asked of each row; null if the file's bounds tell it all.
        column: Whose bounds tell that a file has no such row.
        least: No value of the column that matches is below.
        most: None is above.
        values: Or which values match, where these are few.
        other: Columns that the expression needs besides.
    """

    expression: pc.Expression | None
    column: str
    least: Any = None
    most: Any = None
    values: tuple[Value, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """What the expression needs."""
        return (self.column, *self.other)

    def may_match(self, bounds: Mapping[str, Bounds]) -> bool:
        """Tell whether a file may have such rows.

        Args:
            bounds: Lowest and highest value of its columns; null where not known.
        """
        lowest, highest = bounds.get(self.column, (None, None))
        if self.values and lowest is not None and highest is not None:
            return any(lowest <= value <= highest for value in self.values)
        if isinstance(lowest, datetime):
            lowest = _aware(lowest)
        if isinstance(highest, datetime):
            highest = _aware(highest) + _TRUNCATED
        is_above = self.most is not None and lowest is not None and lowest > self.most
        is_below = self.least is not None and highest is not None and highest < self.least
        return not (is_above or is_below)


def of_person(user_id: str) -> tuple[Condition, Condition]:
    """Match the rows of one person."""
    bucket = user_bucket(user_id)
    return Condition(None, "user_bucket", bucket, bucket), equals("user_id", user_id)


def of_people(users: Collection[str]) -> tuple[Condition, Condition]:
    """Match the rows of some people."""
    buckets = tuple(sorted({user_bucket(user) for user in users}))
    return Condition(None, "user_bucket", values=buckets), among("user_id", users)


def equals(column: str, value: Value) -> Condition:
    """Match one value."""
    return Condition(pc.field(column) == value, column, value, value)


def among(column: str, values: Collection[str]) -> Condition:
    """Match any of some values."""
    known = tuple(sorted(values))
    return Condition(pc.field(column).isin(pa.array(known, pa.string())), column, values=known)


def at_most(column: str, value: Value) -> Condition:
    """Match up to a value, itself included."""
    return Condition(pc.field(column) <= _scalar(value), column, most=value)


def at_least(column: str, value: Value) -> Condition:
    """Match from a value on."""
    return Condition(pc.field(column) >= _scalar(value), column, least=value)


def within(column: str, begin: datetime, end: datetime) -> Condition:
    """Match from the beginning to just before the end."""
    inside = (pc.field(column) >= _scalar(begin)) & (pc.field(column) < _scalar(end))
    return Condition(inside, column, begin, end)


def outside(column: str, first: int, last: int) -> Condition:
    """Match what is below the first or above the last of some numbers."""
    return Condition((pc.field(column) < first) | (pc.field(column) > last), column)


def _scalar(value: Value) -> pa.Scalar:
    if isinstance(value, datetime):
        return pa.scalar(value.astimezone(UTC), pa.timestamp("us", tz="UTC"))
    return pa.scalar(value)


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
