"""The files of one table version, kept ready for reading."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.dataset as ds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deltalake import DeltaTable

    from infra.lake.conditions import Bounds, Condition

_FORMAT: Final = ds.ParquetFileFormat(
    read_options=ds.ParquetReadOptions(coerce_int96_timestamp_unit="us")
)
"""Spark writes instants in ninety-six bits."""


class DataFile:
    """One file, which never changes: its footer is read once."""

    def __init__(self, fragment: ds.ParquetFileFragment, bounds: dict[str, Bounds]) -> None:
        self.fragment = fragment
        self.bounds = bounds

    def may_have(self, conditions: Sequence[Condition]) -> bool:
        """Tell whether there may be rows in it that meet all conditions."""
        return all(condition.may_match(self.bounds) for condition in conditions)


class DataFiles:
    """The files of a table.

    delta-rs plans a query of two small files longer than Arrow reads them, so it only tells
    which files there are.

    Args:
        table: Of which nothing but the data is read from here on.
        schema: The columns as they are wanted.
    """

    def __init__(self, table: DeltaTable, schema: pa.Schema) -> None:
        self._schema = schema
        # Refuses what makes files tell other than the table: deletion vectors and the like.
        self._filesystem = table.to_pyarrow_dataset().filesystem
        self._files: dict[str, DataFile] = {}
        self.follow(table)

    def follow(self, table: DeltaTable) -> None:
        """Take over the files of the version that is open now."""
        actions = pa.table(table.get_add_actions(flatten=True))
        paths = actions["path"].to_pylist()
        is_new = pa.array([path not in self._files for path in paths], pa.bool_())
        new = {row["path"]: self._file(row) for row in actions.filter(is_new).to_pylist()}
        known = self._files
        self._files = {path: known.get(path) or new[path] for path in paths}

    def rows(self, columns: Sequence[str], conditions: Sequence[Condition]) -> pa.Table:
        """Return the rows that meet all conditions."""
        wanted = pa.schema([self._schema.field(name) for name in columns])
        asked = [each.expression for each in conditions if each.expression is not None]
        found = [
            file.fragment.to_table(
                schema=self._schema,
                columns=list(columns),
                filter=reduce(and_, asked),
                use_threads=False,
            )
            for file in self._files.values()
            if file.may_have(conditions)
        ]
        return pa.concat_tables([wanted.empty_table(), *found])

    def _file(self, action: dict[str, Any]) -> DataFile:
        fragment = _FORMAT.make_fragment(action["path"], filesystem=self._filesystem)
        bounds = {
            name: (action.get(f"min.{name}"), action.get(f"max.{name}"))
            for name in self._schema.names
        }
        for name in self._schema.names:
            if f"partition.{name}" in action:
                bounds[name] = (action[f"partition.{name}"],) * 2
        return DataFile(fragment, bounds)
