"""Columns, and what they have in common."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyspark.sql import functions as F

if TYPE_CHECKING:
    from pyspark.sql import Column

once = cache
"""Marks what makes columns out of nothing but names: it is asked once in a process's life.

Each column is some dozen round trips to the JVM, and a batch is thousands of them.
"""


def named(columns: dict[str, Column]) -> tuple[Column, ...]:
    """Return the columns under their names."""
    return tuple(column.alias(name) for name, column in columns.items())


def column_div(dividend: Column, divisor: Column) -> Column:
    """Return the whole part of a quotient."""
    return F.call_function("div", dividend, divisor)


def column_where(test: Column, yes: Column, no: Column) -> Column:
    """Return one of two columns, by a test."""
    return F.when(test, yes).otherwise(no)
