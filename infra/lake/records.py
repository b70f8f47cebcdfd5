"""What stands in silver: the state of each identity, from its contributions."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as ds

from schema.ports.lake import ImportCount, StoredRecord
from schema.tables import FACT, OBSERVATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from infra.lake.tables import LakeTables

_LONGEST = timedelta(hours=25)
Row = dict[str, Any]


def read_records(
    tables: LakeTables,
    user_id: str,
    types: Sequence[str],
    first: int,
    before: datetime | None = None,
) -> list[StoredRecord]:
    """Return the newest records of these types that begin before an instant."""
    standing = standing_rows(tables, user_id, ds.field("type").isin(list(types)))
    wanted = [row for row in standing if before is None or row["start_at"] < before]
    wanted.sort(key=lambda row: row["start_at"], reverse=True)
    return [_record(row) for row in wanted[:first]]


def read_samples(
    tables: LakeTables, user_id: str, kind: str, begin: datetime, end: datetime
) -> list[Row]:
    """Return the samples of one type that lie in a stretch of time, oldest first."""
    near = (
        (ds.field("type") == kind)
        & (ds.field("start_at") >= begin - _LONGEST)
        & (ds.field("start_at") < end)
    )
    found = [
        row
        for row in standing_rows(tables, user_id, near)
        if row["start_at"] >= begin or row["end_at"] > begin
    ]
    return sorted(found, key=lambda row: (row["start_at"], row["source_id"]))


def read_import_count(tables: LakeTables, user_id: str, import_id: str) -> ImportCount:
    """Return what an import brought when it came, whatever became of it."""
    committed = tables.newest_batches().get("quick", -1)
    of_import = (ds.field("import_id") == import_id) & (ds.field("batch") <= committed)
    effects = tables.read(OBSERVATION, user_id, of_import)["effect"].to_pylist()
    same = sum(effect == "same" for effect in effects)
    return ImportCount(accepted=len(effects) - same, duplicates=same)


def standing_rows(tables: LakeTables, user_id: str, where: ds.Expression) -> Iterable[Row]:
    """Return the state of each identity: its latest contribution that counts, if it is one."""
    committed = tables.newest_batches().get("quick", -1)
    rows = tables.read(OBSERVATION, user_id, where & (ds.field("batch") <= committed))
    undone = _undone_imports(tables, user_id) if rows.num_rows else set()
    latest: dict[tuple[Any, ...], Row] = {}
    for row in rows.to_pylist():
        if row["import_id"] in undone:
            continue
        key = _identity(row)
        if key not in latest or _order(row) > _order(latest[key]):
            latest[key] = row
    return [row for row in latest.values() if row["operation"] == "put"]


def _undone_imports(tables: LakeTables, user_id: str) -> set[str]:
    facts = tables.read(FACT, user_id, ds.field("kind") == "import_undone")
    return set(facts["key"].to_pylist())


def _identity(row: Row) -> tuple[Any, ...]:
    if row["record_id"]:
        return row["source_id"], row["type"], row["record_id"]
    return row["source_id"], row["type"], row["start_at"], row["end_at"]


def _order(row: Row) -> tuple[int, int]:
    return row["batch"], row["sequence"]


def _record(row: Row) -> StoredRecord:
    return StoredRecord(
        source_id=row["source_id"],
        type=row["type"],
        record_id=row["record_id"],
        start_at=row["start_at"],
        end_at=row["end_at"],
        value=row["value"],
        record=json.loads(row["record"]) if row["record"] else {},
        import_id=row["import_id"],
    )
