"""What everybody did and how they lived, held to one manifest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from infra.lake.days import newest_features
from schema.facts import FactKind
from schema.ports.lake import StoredRecord
from schema.ports.lives import Deed
from schema.tables import FACT, FEATURE, OBSERVATION
from spark_streaming.delta.conditions import among, at_least, at_most, equals
from spark_streaming.delta.standing import newest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from infra.lake.manifest import Committed
    from infra.lake.table import LakeTable
    from schema.tables import Table
    from spark_streaming.delta.conditions import Condition

DEEDS: Final = ("workout", "meal")
RECENT: Final = timedelta(days=28)
"""How old a feature may be that is not of the day itself."""

_ONE_DAY: Final = timedelta(days=1)
_RECORD: Final = ("user_id", "source_id", "type", "record_id")
_STATE: Final = (*_RECORD, "start_at", "end_at", "record", "operation", "import_id")
_ORDER: Final = ("batch", "sequence")


@dataclass(frozen=True)
class DeltaLives:
    """Keeps the promise of `schema.ports.lives.Lives`.

    Attributes:
        tables: Every table of the lake.
        committed: What each read is held to.
    """

    tables: Mapping[Table, LakeTable]
    committed: Committed

    @property
    def batch(self) -> int:
        """The newest batch of what people did; -1 in an empty lake."""
        return self.committed.quick

    def deeds(self) -> list[Deed]:
        """Return every workout and meal that stands, in no particular order."""
        told = self._rows(OBSERVATION, (*_STATE, *_ORDER), among("type", DEEDS))
        undone = self._rows(FACT, ("key",), equals("kind", FactKind.IMPORT_UNDONE.value))
        told = told.filter(pc.invert(pc.is_in(told["import_id"], value_set=undone["key"])))
        states = newest(told, _RECORD, _ORDER)
        standing = states.filter(pc.equal(states["operation"], "put"))
        return [_deed(row) for row in standing.to_pylist()]

    def features(self, as_of: date) -> dict[str, dict[str, float]]:
        """Return each person's features as they were on a day, where they were recent."""
        told = self._rows(
            FEATURE,
            ("user_id", "feature", "as_of", "value", "batch"),
            at_least("as_of", as_of - RECENT + _ONE_DAY),
            at_most("as_of", as_of),
        )
        rows = newest_features(told, "user_id")
        known: dict[str, dict[str, float]] = {}
        values = (rows[name].to_pylist() for name in ("user_id", "feature", "value"))
        for user_id, feature, value in zip(*values, strict=True):
            known.setdefault(user_id, {})[feature] = value
        return known

    def _rows(self, table: Table, columns: tuple[str, ...], *which: Condition) -> pa.Table:
        return self.tables[table].rows(
            columns,
            self.committed.rows(table),
            *which,
            version=self.committed.versions.get(table.path),
        )


def deeds_since(observations: LakeTable, batch: int, committed: Committed) -> int:
    """Return how many tellings of workouts and meals came after a batch."""
    is_new = (at_least("batch", batch + 1), at_most("batch", committed.quick))
    return int(observations.rows(("type",), among("type", DEEDS), *is_new).num_rows)


def _deed(row: dict[str, Any]) -> Deed:
    record = row["record"]
    return Deed(
        row["user_id"],
        StoredRecord(
            source_id=row["source_id"],
            type=row["type"],
            record_id=row["record_id"],
            start_at=row["start_at"],
            end_at=row["end_at"],
            value=None,
            record=msgspec.json.decode(record) if record else {},
            import_id=row["import_id"],
        ),
    )
