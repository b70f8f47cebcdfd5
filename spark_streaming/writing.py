"""A batch's rows on their way into the tables, while the rest of it is still computed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from pyspark.sql import functions as F

from schema.tables import DAY, TABLES
from spark_streaming.gold.day import metrics_of

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType

    from pyspark.sql import DataFrame

    from schema.tables import Table
    from spark_streaming.lake import Lake


@dataclass(frozen=True)
class Mark:
    """Whose rows these are.

    Attributes:
        stream: `quick` or `slow`; each counts its batches by itself.
        number: The batch's number.
        rows: About how many rows it has.
        is_again: Whether a process that ended may have written some of its tables.
    """

    stream: str
    number: int
    rows: int = 0
    is_again: bool = False


class Writing:
    """Appends each table's rows as soon as they are told; left, everything is written.

    A batch is whole once its manifest is: until then nobody reads what stands in a table
    already, so tables may be written in any order. A table gets all rows of a batch at once,
    or none: so of a batch that is begun again, those that have any are left out. (Delta would
    do as much by a transaction's id, and go through all of a table's log for each.)
    """

    def __init__(self, lake: Lake, mark: Mark) -> None:
        self._lake = lake
        self._mark = mark
        self._writers = ThreadPoolExecutor(len(TABLES), "writing")
        self._written: list[Future[None]] = []

    def tell(self, table: Table, rows: DataFrame) -> None:
        """Begin to append rows of a table: once for each table of a batch."""
        self._written.append(self._writers.submit(self._append, table, rows))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writers.shutdown(wait=True, cancel_futures=error is not None)
        if error is None:
            for one in self._written:
                one.result()

    def _append(self, table: Table, rows: DataFrame) -> None:
        if not (self._mark.is_again and self._is_written(table)):
            self._lake.append(table, rows, self._mark.rows)

    def _is_written(self, table: Table) -> bool:
        rows = self._lake.read(table).where(F.col("batch") == self._mark.number)
        if table == DAY:  # the only table of both streams
            rows = rows.where(F.col("metric").isin(*metrics_of(self._mark.stream)))
        return not rows.isEmpty()
