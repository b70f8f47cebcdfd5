"""One table of the lake, kept open."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.tables import Table

STALE_AFTER_S: Final = 60.0
"""After this a table is looked at again though no batch touched it: it may be compacted."""

ARROW_TYPES: Final = {
    "STRING": pa.string(),
    "INT": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us", tz="UTC"),
}


class LakeTable:
    """A table for reading; may be used by several threads.

    Args:
        root: The lake's address.
        table: Which table.
        access: delta-rs's storage options.
    """

    def __init__(self, root: str, table: Table, access: dict[str, str] | None) -> None:
        self._uri = f"{root.rstrip('/')}/{table.path}"
        self._table = table
        self._access = access
        self._lock = Lock()
        self._opened: DeltaTable | None = None
        self._looked_at_s = 0.0

    def newest_version(self) -> int | None:
        """Look for new commits; return the version that is open then, null for no table."""
        with self._lock:
            self._refresh()
            return None if self._opened is None else self._opened.version()

    def rows(
        self, columns: Sequence[str], predicate: str, at_least: int | None = None
    ) -> pa.Table:
        """Return the rows that match, in no particular order; none of a table not made yet.

        Args:
            columns: In the order wanted.
            predicate: See `infra.lake.predicates`.
            at_least: A version that is known to be there; null for the newest there is.
        """
        wanted = pa.schema([(name, ARROW_TYPES[self._table.columns[name]]) for name in columns])
        opened = self._open(at_least)
        if opened is None:
            return wanted.empty_table()
        found = opened.scan(columns=list(columns), predicate=predicate).read_all()
        return pa.table(found).select(list(columns)).cast(wanted)

    def _open(self, at_least: int | None) -> DeltaTable | None:
        with self._lock:
            is_known = (
                at_least is not None
                and self._opened is not None
                and self._opened.version() >= at_least
                and time.monotonic() - self._looked_at_s < STALE_AFTER_S
            )
            if not is_known:
                self._refresh()
            return self._opened

    def _refresh(self) -> None:
        if self._opened is not None:
            self._opened.update_incremental()
        else:
            try:
                self._opened = DeltaTable(self._uri, storage_options=self._access)
            except TableNotFoundError:
                return
        self._looked_at_s = time.monotonic()
