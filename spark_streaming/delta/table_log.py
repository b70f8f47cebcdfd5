"""One table as delta-rs knows it: its log is followed commit by commit.

Spark's Delta goes through all of a table's log, by several jobs, for each look at it after a
commit. For a batch of a few thousand rows that takes longer than what the batch is there for.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from deltalake import DeltaTable, WriterProperties, write_deltalake

from spark_streaming.delta.arrow import arrow_schema
from spark_streaming.delta.data_files import DataFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from schema.tables import Table
    from spark_streaming.delta.conditions import Condition

FILE_LAYOUT: Final = WriterProperties(
    compression="SNAPPY", max_row_group_size=16_384, data_page_row_count_limit=1000
)
"""Readers pass over groups and pages of rows that have nothing for them."""

_PROPERTIES: Final = {
    "delta.checkpointInterval": "100",
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 6 hours",
    # Longer than any read of a table takes. Each look at a table goes through what it says of
    # files that were replaced, and these are ten for each that is there.
    "delta.deletedFileRetentionDuration": "interval 1 hours",
    "delta.dataSkippingNumIndexedCols": "32",
}


class TableLog:
    """A table's log; may be used by several threads.

    Args:
        table: Which table.
        address: Where it is.
        access: delta-rs's storage options, for a bucket.
    """

    def __init__(self, table: Table, address: str, access: dict[str, str] | None) -> None:
        self._table = table
        self._address = address
        self._access = access
        self._lock = Lock()
        self._opened: DeltaTable | None = None
        self._files: DataFiles | None = None

    def create(self) -> None:
        """Make the table, unless it is there; what a cut left of its making is no table."""
        if DeltaTable.is_deltatable(self._address, self._access):
            return
        DeltaTable.create(
            self._address,
            arrow_schema(self._table),
            partition_by=self._table.partition,
            configuration=_PROPERTIES,
            storage_options=self._access,
        )

    def version(self) -> int:
        """Return the newest version."""
        with self._lock:
            return self._newest().version()

    def files(self) -> list[str]:
        """Return the paths of the files that the table is."""
        with self._lock:
            return [unquote(uri) for uri in self._newest().file_uris()]

    def count(self) -> int:
        """Return how many rows the table has, by what its log says of its files."""
        with self._lock:
            return self._newest().count()

    def rows(self, columns: Sequence[str], conditions: Sequence[Condition]) -> pa.Table:
        """Return the rows that meet all conditions, in no particular order.

        Args:
            columns: In the order wanted; not the partition's.
            conditions: One at least.
        """
        return self._followed().rows(columns, conditions)

    def highest(self, column: str) -> Any:
        """Return the highest value of a column; null where there is none."""
        return self._followed().highest(column)

    def append(self, rows: pa.Table) -> None:
        """Commit rows; nobody else must commit meanwhile."""
        with self._lock:
            write_deltalake(self._newest(), rows, mode="append", writer_properties=FILE_LAYOUT)

    def _followed(self) -> DataFiles:
        with self._lock:
            table = self._newest()
            if self._files is None:
                self._files = DataFiles(table, arrow_schema(self._table))
            else:
                self._files.follow(table)
            return self._files

    def _newest(self) -> DeltaTable:
        if self._opened is None:
            self._opened = DeltaTable(self._address, storage_options=self._access)
        else:
            self._opened.update_incremental()
        return self._opened
