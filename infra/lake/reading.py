"""One read of the lake: every table as of the same committed batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spark_streaming.delta.conditions import of_person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from infra.lake.manifest import Committed
    from infra.lake.table import LakeTable
    from schema.tables import Table
    from spark_streaming.delta.conditions import Condition


@dataclass(frozen=True)
class Reading:
    """Reads one person's rows.

    Attributes:
        tables: Every table of the lake.
        committed: What the read is held to.
        user_id: Whose rows.
    """

    tables: Mapping[Table, LakeTable]
    committed: Committed
    user_id: str

    def rows(self, table: Table, columns: Sequence[str], *conditions: Condition) -> pa.Table:
        """Return the person's committed rows that meet all conditions."""
        return self.tables[table].rows(
            columns,
            *of_person(self.user_id),
            self.committed.rows(table),
            *conditions,
            version=self.committed.versions.get(table.path),
        )
