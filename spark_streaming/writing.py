"""A batch's rows on their way into the tables, while the rest of it is still computed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

from schema.tables import TABLES

if TYPE_CHECKING:
    from concurrent.futures import Future
    from types import TracebackType

    from pyspark.sql import DataFrame

    from schema.tables import Table
    from spark_streaming.lake import Lake, Mark


class Writing:
    """Appends each table's rows as soon as they are told; left, everything is written.

    A batch is whole once its manifest is: until then nobody reads what stands in a table
    already, so tables may be written in any order.
    """

    def __init__(self, lake: Lake, mark: Mark) -> None:
        self._lake = lake
        self._mark = mark
        self._writers = ThreadPoolExecutor(len(TABLES), "writing")
        self._written: list[Future[None]] = []

    def tell(self, table: Table, rows: DataFrame) -> None:
        """Begin to append rows of a table: once for each table of a batch."""
        self._written.append(self._writers.submit(self._lake.append, table, rows, self._mark))

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
