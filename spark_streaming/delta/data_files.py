"""The files of one table version, kept ready for reading."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deltalake import DeltaTable
    from pyarrow.fs import FileSystem

    from spark_streaming.delta.conditions import Bounds, Condition

_PORTION_ROWS: Final = 65_536


class DataFile:
    """One file, which never changes: its footer is read once.

    Args:
        path: Within the table.
        filesystem: Of the table.
        bounds: Lowest and highest value of its columns, the partition's too.
    """

    def __init__(self, path: str, filesystem: FileSystem, bounds: dict[str, Bounds]) -> None:
        self._path = path
        self._filesystem = filesystem
        self._bounds = bounds

    def may_have(self, conditions: Sequence[Condition]) -> bool:
        """Tell whether there may be rows in it that meet all conditions."""
        return all(condition.may_match(self._bounds) for condition in conditions)

    def rows(
        self, schema: pa.Schema, conditions: Sequence[Condition], which: pc.Expression
    ) -> Iterator[pa.Table]:
        """Yield columns of the rows that match, a portion at a time.

        Args:
            schema: The columns, with all that the expression needs.
            conditions: By which groups of rows are passed over.
            which: What is asked of each row.
        """
        footer, bounds = self._footer
        groups = [
            number
            for number, known in enumerate(bounds)
            if all(condition.may_match(known) for condition in conditions)
        ]
        with self._filesystem.open_input_file(self._path) as opened:
            file = pq.ParquetFile(
                opened, metadata=footer, pre_buffer=True, coerce_int96_timestamp_unit="us"
            )
            portions = file.iter_batches(
                _PORTION_ROWS, row_groups=groups, columns=schema.names, use_threads=False
            )
            for portion in portions:
                found = pa.Table.from_batches([portion])
                yield found.select(schema.names).cast(schema).filter(which)

    def highest(self, column: str) -> Any:
        """Return the highest value of a column."""
        _, highest = self._bounds[column]
        if highest is not None:
            return highest
        footer, _ = self._footer
        with self._filesystem.open_input_file(self._path) as opened:
            return pc.max(
                pq.ParquetFile(opened, metadata=footer).read([column])[column]
            ).as_py()

    @cached_property
    def _footer(self) -> tuple[pq.FileMetaData, list[dict[str, Bounds]]]:
        with self._filesystem.open_input_file(self._path) as opened:
            footer = pq.read_metadata(opened)
        groups = (footer.row_group(number) for number in range(footer.num_row_groups))
        return footer, [_bounds_of(group) for group in groups]


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
        self._version: int | None = None
        self.follow(table)

    def follow(self, table: DeltaTable) -> None:
        """Take over the files of the version that is open now, if it is another."""
        if table.version() == self._version:
            return
        actions = pa.table(table.get_add_actions(flatten=True))
        paths = actions["path"].to_pylist()
        is_new = pa.array([path not in self._files for path in paths], pa.bool_())
        new = {row["path"]: self._file(row) for row in actions.filter(is_new).to_pylist()}
        known = self._files
        self._files = {path: known.get(path) or new[path] for path in paths}
        self._version = table.version()

    def rows(self, columns: Sequence[str], conditions: Sequence[Condition]) -> pa.Table:
        """Return the rows that meet all conditions."""
        asked = [each for each in conditions if each.expression is not None]
        needed = {name for each in asked for name in each.columns}.union(columns)
        schema = pa.schema([self._schema.field(name) for name in sorted(needed)])
        which = reduce(and_, (each.expression for each in asked))
        found = (
            portion
            for file in self._files.values()
            if file.may_have(conditions)
            for portion in file.rows(schema, conditions, which)
        )
        return pa.concat_tables([schema.empty_table(), *found]).select(list(columns))

    def highest(self, column: str) -> Any:
        """Return the highest value of a column; null where there is none."""
        found = (file.highest(column) for file in self._files.values())
        return max((value for value in found if value is not None), default=None)

    def _file(self, action: dict[str, Any]) -> DataFile:
        bounds = {}
        for name in self._schema.names:
            value = action.get(f"partition.{name}")
            bounds[name] = (
                action.get(f"min.{name}", value),
                action.get(f"max.{name}", value),
            )
        return DataFile(action["path"], self._filesystem, bounds)


def _bounds_of(group: pq.RowGroupMetaData) -> dict[str, Bounds]:
    """Return the lowest and highest value of each column that has them."""
    columns = (group.column(number) for number in range(group.num_columns))
    return {
        column.path_in_schema: (column.statistics.min, column.statistics.max)
        for column in columns
        if column.statistics is not None and column.statistics.has_min_max
    }
