"""What was reported, as it stands: contributions laid on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from schema.events import EVENT_TYPES
from schema.facts import FactKind
from schema.ports.lake import ImportCount, StoredRecord
from schema.tables import FACT, OBSERVATION
from spark_streaming.delta.conditions import among, equals
from spark_streaming.delta.standing import newest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from infra.lake.reading import Reading
    from spark_streaming.delta.conditions import Condition

_ORDER: Final = ("batch", "sequence")
_RECORD: Final = ("source_id", "type", "record_id")
_SAMPLE: Final = (*_RECORD, "start_at", "end_at")
_STATE: Final = (*_SAMPLE, "value", "record", "operation", "import_id", *_ORDER)


def read_records(
    reading: Reading, types: Sequence[str], first: int, before: datetime | None
) -> list[StoredRecord]:
    """Return the newest of these types that begin before an instant."""
    rows = standing(reading, among("type", types), is_record=_are_records(types))
    if before is not None:
        instant = pa.scalar(before, pa.timestamp("us", tz="UTC"))
        rows = rows.filter(pc.less(rows["start_at"], instant))
    by_time = [("start_at", "descending"), *((name, "ascending") for name in _RECORD)]
    return [_stored(row) for row in rows.sort_by(by_time).slice(0, first).to_pylist()]


def standing(reading: Reading, *which: Condition, is_record: bool | None) -> pa.Table:
    """Return the state of each identity, believed or not, without what was taken back.

    The latest contribution counts whose import is not undone.

    Args:
        reading: Whose, as of when.
        which: Conditions that an identity's contributions meet all or none.
        is_record: Whether all of them are records, or none; null if some are.
    """
    rows = _counted(reading, reading.rows(OBSERVATION, _STATE, *which))
    if is_record is None:
        samples = pc.equal(rows["record_id"], "")
        states = pa.concat_tables(
            [
                newest(rows.filter(samples), _SAMPLE, _ORDER),
                newest(rows.filter(pc.invert(samples)), _RECORD, _ORDER),
            ]
        )
    else:
        states = newest(rows, _RECORD if is_record else _SAMPLE, _ORDER)
    return states.filter(pc.equal(states["operation"], "put"))


def count_import(reading: Reading, import_id: str) -> ImportCount:
    """Count what an import brought, at the time it did, undone since or not."""
    effects = reading.rows(OBSERVATION, ("effect",), equals("import_id", import_id))["effect"]
    duplicates = pc.sum(pc.equal(effects, "same")).as_py() or 0
    return ImportCount(accepted=len(effects) - duplicates, duplicates=duplicates)


def _counted(reading: Reading, rows: pa.Table) -> pa.Table:
    """Leave out what was brought by an import that is undone."""
    if rows["import_id"].null_count == rows.num_rows:
        return rows
    undone = reading.rows(FACT, ("key",), equals("kind", FactKind.IMPORT_UNDONE))["key"]
    return rows.filter(pc.invert(pc.is_in(rows["import_id"], value_set=undone)))


def _are_records(types: Sequence[str]) -> bool | None:
    kinds = {EVENT_TYPES[name].is_record for name in types}
    return kinds.pop() if len(kinds) == 1 else None


def _stored(row: dict[str, Any]) -> StoredRecord:
    record = row["record"]
    return StoredRecord(
        source_id=row["source_id"],
        type=row["type"],
        record_id=row["record_id"],
        start_at=row["start_at"],
        end_at=row["end_at"],
        value=row["value"],
        record=msgspec.json.decode(record) if record else {},
        import_id=row["import_id"],
    )
