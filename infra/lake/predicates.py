"""Conditions on rows, as delta-rs takes them: files that cannot match are not opened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from schema.tables import user_bucket

if TYPE_CHECKING:
    from collections.abc import Iterable

Value = str | int | date | datetime


def literal(value: Value) -> str:
    """Return a value as SQL."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return f"'{value.astimezone(UTC).isoformat()}'"
    if isinstance(value, date):
        return f"'{value.isoformat()}'"
    return "'" + value.replace("'", "''") + "'"


def of_person(user_id: str) -> str:
    """Match the rows of one person."""
    return both(equals("user_bucket", user_bucket(user_id)), equals("user_id", user_id))


def equals(column: str, value: Value) -> str:
    """Match one value."""
    return f"{column} = {literal(value)}"


def among(column: str, values: Iterable[Value]) -> str:
    """Match any of some values; of none, nothing."""
    listed = ", ".join(map(literal, values))
    return f"{column} IN ({listed})" if listed else "false"


def at_most(column: str, value: Value) -> str:
    """Match up to a value, itself included."""
    return f"{column} <= {literal(value)}"


def above(column: str, value: Value) -> str:
    """Match beyond a value, without itself."""
    return f"{column} > {literal(value)}"


def within(column: str, begin: Value, end: Value) -> str:
    """Match from the beginning to just before the end."""
    return f"({column} >= {literal(begin)} AND {column} < {literal(end)})"


def both(*conditions: str) -> str:
    """Match where all conditions do."""
    return "(" + " AND ".join(conditions) + ")"


def either(*conditions: str) -> str:
    """Match where any condition does."""
    return "(" + " OR ".join(conditions) + ")"
