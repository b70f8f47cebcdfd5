"""The tables of the lake as Arrow has them; nothing here needs Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schema.tables import Table

_TYPES: Final = {
    "STRING": pa.string(),
    "INT": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us", tz="UTC"),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the columns of a table."""
    return _schema(table.columns)


def arrow_rows(columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Return rows as an Arrow table.

    Args:
        columns: Name to Spark SQL type.
        rows: One value a column.
    """
    listed, schema = list(rows), _schema(columns)
    arrays = [
        pa.array([row[place] for row in listed], type=kind)
        for place, kind in enumerate(schema.types)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _schema(columns: Mapping[str, str]) -> pa.Schema:
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])
