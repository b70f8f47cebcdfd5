"""The tables of the lake as the driver itself reads and appends to them, without Spark."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from schema.tables import TABLES
from spark_streaming.delta.arrow import arrow_rows
from spark_streaming.delta.table_log import TableLog

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from schema.tables import Table
    from spark_streaming.delta.conditions import Condition


class Place(NamedTuple):
    """Where delta-rs finds a lake.

    Attributes:
        root: The address.
        access: Storage options, for a bucket.
    """

    root: str
    access: dict[str, str] | None = None


class LakeTables:
    """The tables of one lakehouse, a folder or a bucket; for use by several threads.

    Args:
        place: Where they are.
    """

    def __init__(self, place: Place) -> None:
        self._is_bucket = place.access is not None
        self._writers = {table: Lock() for table in TABLES}
        self._logs = {
            table: TableLog(table, f"{place.root.rstrip('/')}/{table.path}", place.access)
            for table in TABLES
        }

    def alone(self, table: Table) -> Lock:
        """Return what keeps all others in this process from committing to a table."""
        return self._writers[table]

    def create(self) -> None:
        """Make each table that is not there yet, or whose making was cut short."""
        for log in self._logs.values():
            log.create()

    def count(self, table: Table) -> int:
        """Return how many rows a table has."""
        return self._logs[table].count()

    def rows(self, table: Table, columns: Sequence[str], *conditions: Condition) -> pa.Table:
        """Return the rows of a table that meet all conditions, in no particular order.

        Args:
            table: Which table.
            columns: In the order wanted; not the partition's.
            conditions: One at least.
        """
        return self._logs[table].rows(columns, conditions)

    def append_rows(self, table: Table, rows: pa.Table) -> None:
        """Append rows, in order, so that a read can skip most of a file."""
        if not rows.num_rows:
            return
        if order := append_order(table):
            rows = rows.sort_by([(name, "ascending") for name in order])
        with self.alone(table):
            self._logs[table].append(rows)

    def append_row(self, table: Table, row: Sequence[Any]) -> None:
        """Append what the driver knows by itself."""
        self.append_rows(table, arrow_rows(table.columns, [row]))

    def version(self, table: Table) -> int:
        """Return the newest version of a table."""
        return self._logs[table].version()

    def newest_batch(self, table: Table) -> int:
        """Return the highest batch number that was ever written to a table; -1 for none."""
        newest = self._logs[table].highest("batch")
        return -1 if newest is None else newest


def append_order(table: Table) -> list[str]:
    """Return the columns by which rows are ordered when they are appended."""
    return [*([table.partition] if table.partition else []), *table.sort]
