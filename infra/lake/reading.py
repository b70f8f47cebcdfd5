"""One read of the lake: every table as of the same committed batches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from infra.lake.predicates import both, of_person
from schema.tables import DAY, FEATURE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from infra.lake.manifest import Committed
    from infra.lake.table import LakeTable
    from schema.tables import Table


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

    def rows(self, table: Table, columns: Sequence[str], *conditions: str) -> pa.Table:
        """Return the person's committed rows that meet all conditions."""
        return self.tables[table].rows(
            columns,
            both(of_person(self.user_id), self._committed_rows(table), *conditions),
            self.committed.versions.get(table.path),
        )

    def _committed_rows(self, table: Table) -> str:
        if table is DAY:
            return self.committed.day_rows()
        if table is FEATURE:
            return f"batch <= {self.committed.slow}"
        return self.committed.rows()
