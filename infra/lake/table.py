"""One table of the lake, kept open."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from spark_streaming.delta.arrow import arrow_schema
from spark_streaming.delta.data_files import DataFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.tables import Table
    from spark_streaming.delta.conditions import Condition

STALE_AFTER_S: Final = 60.0
"""After this a table is looked at again though no batch touched it: it may be compacted."""


class LakeTable:
    """A table for reading; may be used by several threads.

    Args:
        root: The lake's address.
        table: Which table.
        access: delta-rs's storage options.
    """

    def __init__(self, root: str, table: Table, access: dict[str, str] | None) -> None:
        self._uri = f"{root.rstrip('/')}/{table.path}"
        self._schema = arrow_schema(table)
        self._access = access
        self._lock = Lock()
        self._opened: tuple[DeltaTable, DataFiles] | None = None
        self._looked_at_s = 0.0

    def newest_version(self) -> int | None:
        """Look for new commits; return the version that is open then, null for no table."""
        with self._lock:
            self._refresh()
            return self._opened[0].version() if self._opened else None

    def rows(
        self, columns: Sequence[str], *conditions: Condition, version: int | None = None
    ) -> pa.Table:
        """Return the rows that meet all conditions, in no particular order.

        A table that is not made yet has none.

        Args:
            columns: In the order wanted; not the partition's.
            conditions: One at least.
            version: One that is known to be there, and new enough; null for the newest.
        """
        files = self._files(version)
        if files is None:
            return pa.schema([self._schema.field(name) for name in columns]).empty_table()
        return files.rows(columns, conditions)

    def _files(self, version: int | None) -> DataFiles | None:
        with self._lock:
            is_new_enough = (
                version is not None
                and self._opened is not None
                and self._opened[0].version() >= version
                and time.monotonic() - self._looked_at_s < STALE_AFTER_S
            )
            if not is_new_enough:
                self._refresh()
            return self._opened[1] if self._opened else None

    def _refresh(self) -> None:
        if self._opened is None:
            try:
                table = DeltaTable(self._uri, storage_options=self._access)
            except TableNotFoundError:
                return
            self._opened = table, DataFiles(table, self._schema)
        else:
            table, files = self._opened
            table.update_incremental()
            files.follow(table)
        self._looked_at_s = time.monotonic()
