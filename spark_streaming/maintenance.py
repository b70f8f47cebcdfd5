"""What keeps the lake quick to read: small files joined, files nobody reads any more removed.

Rows stay as they are. Nothing of it disturbs the streams: a compaction says of itself that
it changes no data, and appends do not conflict with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from delta.tables import DeltaTable

from schema.tables import MANIFEST, TABLES

if TYPE_CHECKING:
    from schema.tables import Table
    from spark_streaming.lake import Lake

_MIB: Final = 1024 * 1024
_OPTIONS: Final = {
    # A file of this size is left alone, so that a run costs what came in since the last one.
    "spark.databricks.delta.optimize.minFileSize": str(8 * _MIB),
    "spark.databricks.delta.optimize.maxFileSize": str(64 * _MIB),
    "spark.databricks.delta.optimize.maxThreads": "1",
}
_FEW_FILES: Final = 64
KEPT_HOURS: Final = 6.0
"""How long a file stays after it was replaced: longer than any read of it takes."""


def maintain(lake: Lake) -> None:
    """Look after each table that has many files."""
    for name, value in _OPTIONS.items():
        lake.spark.conf.set(name, value)
    for table in TABLES:
        if lake.count_files(table) > _FEW_FILES:
            compact(lake, table)
        # The slow stream may have yet to read what the manifest's files were.
        if table != MANIFEST:
            DeltaTable.forPath(lake.spark, lake.path(table)).vacuum(KEPT_HOURS)


def compact(lake: Lake, table: Table) -> None:
    """Join a table's small files, partition by partition."""
    DeltaTable.forPath(lake.spark, lake.path(table)).optimize().executeCompaction()
