"""What keeps the tables quick to read: small files joined, logs short, dead files removed.

A batch leaves a file in each partition that it touches, and opening a file costs more than
reading what is in it. delta-rs joins a thousand of them in a second; Spark would take as long
as for ten batches.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from schema.tables import TABLES
from spark_streaming.delta.table_log import FILE_LAYOUT

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from schema.tables import Table

_KIB: Final = 1024
_SMALL_FILE_BYTES: Final = 256 * _KIB
_LARGE_FILE_BYTES: Final = 32 * _KIB * _KIB
_CHECKPOINT_EVERY: Final = 20
_OVERHAUL_EVERY_S: Final = 3600.0


class Upkeep:
    """Looks after the tables of one lake, which this process alone writes.

    Rows stay as they are, and whoever reads goes on reading: a compaction says of itself that
    it changes no data.

    Args:
        root: The lake's address.
        access: delta-rs's storage options, for a bucket.
        alone: Keeps everybody else from committing to a table meanwhile. A local disk does
            not tell two writers of one another.
    """

    def __init__(
        self,
        root: str,
        access: dict[str, str] | None,
        alone: Callable[[Table], AbstractContextManager[object]],
    ) -> None:
        self._root = root.rstrip("/")
        self._access = access
        self._alone = alone
        self._checkpoints: dict[Table, int] = {}
        self._overhauled_at_s = time.monotonic()

    def run(self) -> None:
        """Join what came in since the last run; once an hour, do the rest too."""
        is_due = time.monotonic() - self._overhauled_at_s > _OVERHAUL_EVERY_S
        for table in TABLES:
            self.join_files(table, _LARGE_FILE_BYTES if is_due else _SMALL_FILE_BYTES)
            if is_due:
                self.remove_dead(table)
        if is_due:
            self._overhauled_at_s = time.monotonic()

    def join_files(self, table: Table, up_to_bytes: int = _SMALL_FILE_BYTES) -> None:
        """Join the files of each partition that are smaller than this.

        From time to time all that a table is is written down in one place, so that nobody
        needs to read each commit.
        """
        with self._alone(table):
            opened = self._open(table)
            if opened is None:
                return
            opened.optimize.compact(
                target_size=up_to_bytes, max_concurrent_tasks=1, writer_properties=FILE_LAYOUT
            )
            if opened.version() - self._checkpoints.get(table, 0) >= _CHECKPOINT_EVERY:
                opened.create_checkpoint()
                self._checkpoints[table] = opened.version()

    def remove_dead(self, table: Table, kept_hours: int | None = None) -> None:
        """Remove files that were replaced this long ago, and what the log says of old ones.

        Args:
            table: Which table.
            kept_hours: How long a replaced file stays; by default as the table says itself.
        """
        with self._alone(table):
            opened = self._open(table)
            if opened is None:
                return
            opened.vacuum(
                kept_hours, dry_run=False, enforce_retention_duration=False, full=True
            )
            opened.cleanup_metadata()

    def _open(self, table: Table) -> DeltaTable | None:
        try:
            return DeltaTable(f"{self._root}/{table.path}", storage_options=self._access)
        except TableNotFoundError:
            return None
