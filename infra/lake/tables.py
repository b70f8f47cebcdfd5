"""Delta tables kept open: a read brings them up to date with what was committed since."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from schema.tables import MANIFEST, user_bucket

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from schema.tables import Table


class LakeTables:
    """The tables of one lake.

    A read is at a manifest by the batch numbers that stand in every row: rows of later batches
    are left out, so no table is ever opened at an older version.

    Args:
        root: Folder or `s3://` address.
        storage_options: As delta-rs takes them; null for a folder.
    """

    def __init__(self, root: str, storage_options: dict[str, str] | None) -> None:
        self._root = root.rstrip("/")
        self._options = storage_options
        self._open: dict[Table, DeltaTable] = {}
        self._locks: dict[Table, threading.Lock] = {}
        self._guard = threading.Lock()

    def read(self, table: Table, user_id: str, where: ds.Expression | None = None) -> pa.Table:
        """Return a person's rows; none where the table is not there yet."""
        opened = self._newest(table)
        if opened is None:
            return pa.table({name: [] for name in table.columns})
        whose = (ds.field("user_bucket") == user_bucket(user_id)) & (
            ds.field("user_id") == user_id
        )
        return opened.to_table(filter=whose if where is None else whose & where)

    def newest_batches(self, as_of: datetime | None = None) -> Mapping[str, int]:
        """Return the newest committed batch of each stream, by the statistics of its files."""
        with self._lock_of(MANIFEST):
            opened = self._updated(MANIFEST)
            if opened is None:
                return {}
            files = pa.table(opened.get_add_actions(flatten=True))
        newest: dict[str, int] = {}
        for row in files.select(
            ["min.stream", "max.stream", "max.batch", "max.committed_at"]
        ).to_pylist():
            if as_of is not None and row["max.committed_at"] > as_of:
                continue
            stream = row["min.stream"]
            newest[stream] = max(newest.get(stream, -1), row["max.batch"])
        return newest

    def _newest(self, table: Table) -> ds.Dataset | None:
        with self._lock_of(table):
            opened = self._updated(table)
            return None if opened is None else opened.to_pyarrow_dataset()

    def _updated(self, table: Table) -> DeltaTable | None:
        opened = self._open.get(table)
        if opened is None:
            try:
                opened = DeltaTable(f"{self._root}/{table.path}", storage_options=self._options)
            except TableNotFoundError:
                return None
            self._open[table] = opened
        else:
            opened.update_incremental()
        return opened

    def _lock_of(self, table: Table) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(table, threading.Lock())
