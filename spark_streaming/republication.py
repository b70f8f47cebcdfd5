"""Gold held against a batch computation, and put right by one.

The one writer of the lake must not be at work while gold is put right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from pyspark.sql import functions as F

from schema.errors import PulsePlateError
from schema.facts import EVERYBODY
from schema.tables import DAY, MINUTE, OBSERVATION
from spark_streaming.delta.arrow import arrow_rows
from spark_streaming.delta.conditions import at_most, of_people
from spark_streaming.delta.standing import newest
from spark_streaming.effort import suit
from spark_streaming.held import Held
from spark_streaming.progress import QUICK, SLOW, WRITTEN, Progress
from spark_streaming.recomputation import SILVER, Recomputation
from spark_streaming.slow import SlowBatch
from spark_streaming.spans.touched import BEGINNING
from spark_streaming.writing import Mark, Writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from schema.tables import Table
    from spark_streaming.lake import Lake
    from spark_streaming.recomputation import Unlike

_OF_QUICK: Final = tuple(table for table in WRITTEN[QUICK] if table not in WRITTEN[SLOW])
"""What the quick stream alone writes; the streams count their batches each by itself."""
_OF_MINUTE: Final = (
    "source_id",
    "total",
    "mean",
    "minimum",
    "maximum",
    "covered_ms",
    "count",
    "category",
)


class UnfinishedBatchError(PulsePlateError):
    """The quick stream was cut off in a batch, which only it can end."""

    code: ClassVar[str] = "unfinished_batch"


class Difference(NamedTuple):
    """A cell of gold that is not what a batch computation tells.

    Attributes:
        table: Its path in the lake.
        key: Name to value of what tells the row from others.
        column: Which cell of the row.
        stands: What is there.
        right: What should be.
    """

    table: str
    key: dict[str, Any]
    column: str
    stands: Any
    right: Any

    def __str__(self) -> str:
        key = " ".join(str(part) for part in self.key.values())
        return f"{self.table} {key}: {self.column} is {self.stands}, should be {self.right}"


class Republication:
    """One computation of all of gold at the newest manifests.

    Args:
        lake: With a Spark session of its own.
        source: `silver` or `bronze`.
    """

    def __init__(self, lake: Lake, source: str = SILVER) -> None:
        self._lake = lake
        self._source = source
        self._quick = Progress(lake, QUICK)
        self._slow = Progress(lake, SLOW)

    def differences(self) -> Iterator[Difference]:
        """Yield each cell that is not right; what spans days is told by days that are."""
        held, right = Held(is_large=True), []
        for unlike in self._recomputed(held):
            for minute in unlike.minutes.toLocalIterator():
                yield from _unlike_cells(MINUTE, minute.asDict(), _OF_MINUTE)
            for day in unlike.days.toLocalIterator():
                right.append(day.asDict())
                yield from _unlike_cells(DAY, right[-1], ("value", "detail"))
            held.release()
        seen = self._slow.offsets.get(QUICK, -1)
        told = self._spans(
            self._slow.newest + 1, seen, _as_rows(right, seen + 1) if right else None
        ).tell()
        for table, rows in told.items():
            columns = [name for name in ("value", "detail") if name in table.columns]
            for row in self._beside_stored(table, rows, columns):
                yield from _unlike_cells(table, row, columns)

    def publish(self) -> int:
        """Put right what is not; return how many rows that took.

        The rows come under a number that is committed before them, so that no batch is ever
        begun under it, wherever this is cut short.

        Raises:
            UnfinishedBatchError: What the stream is to write yet would look like the past.
        """
        begun = max(self._lake.newest_batch(table) for table in _OF_QUICK)
        if begun > self._quick.newest:
            raise UnfinishedBatchError(
                f"batch {begun} of the quick stream was begun, and {self._quick.newest} is the "
                "last that is whole: let Spark end it (`up`, or wait a moment), then try again"
            )
        return self._publish_quick() + self._publish_slow()

    def _publish_quick(self) -> int:
        held, rows = Held(is_large=True), 0
        for unlike in self._recomputed(held):
            count = unlike.minutes.count() + unlike.days.count()
            if count:
                if not rows:
                    self._quick.commit(self._quick.offsets)
                number = self._quick.newest
                with Writing(self._lake, Mark(QUICK, number, count)) as writing:
                    batch = F.lit(number).alias("batch")
                    writing.tell(MINUTE, unlike.minutes.select("*", batch))
                    writing.tell(DAY, unlike.days.select("*", batch))
            rows += count
            held.release()
        if rows:
            self._quick.commit(self._quick.offsets)
        return rows

    def _publish_slow(self) -> int:
        """Tell what spans days anew; it rests on what was put right even if it stays."""
        told = self._spans(self._slow.next, self._quick.newest).tell()
        if told:
            self._slow.commit(self._slow.offsets)
            for table, rows in told.items():
                self._lake.append_rows(table, rows)
        if told or self._slow.offsets.get(QUICK, -1) < self._quick.newest:
            self._slow.commit({QUICK: self._quick.newest})
        return sum(rows.num_rows for rows in told.values())

    def _recomputed(self, held: Held) -> Iterator[Unlike]:
        suit(self._lake.spark, self._lake.count(OBSERVATION))
        return Recomputation(self._lake, self._quick.newest, held, self._source).unlike()

    def _spans(self, number: int, quick_batch: int, right: pa.Table | None = None) -> SlowBatch:
        return SlowBatch(self._lake, number, {EVERYBODY: BEGINNING}, quick_batch, right)

    def _beside_stored(
        self, table: Table, told: pa.Table, columns: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        """Yield each row with what stands in its place under `old_` and the column's name."""
        whose = of_people(told["user_id"].unique().to_pylist())
        committed = at_most("batch", self._slow.newest)
        stored = self._lake.rows(table, (*table.key, *columns, "batch"), *whose, committed)
        standing = {
            tuple(row[name] for name in table.key): row
            for row in newest(stored, table.key).to_pylist()
        }
        for row in told.to_pylist():
            stands = standing.get(tuple(row[name] for name in table.key), {})
            yield row | {f"old_{name}": stands.get(name) for name in columns}


def _as_rows(days: Sequence[Mapping[str, Any]], batch: int) -> pa.Table:
    whole = ({**day, "batch": batch} for day in days)
    return arrow_rows(DAY.columns, [[day[name] for name in DAY.columns] for day in whole])


def _unlike_cells(
    table: Table, row: Mapping[str, Any], columns: Sequence[str]
) -> Iterator[Difference]:
    key = {name: row[name] for name in table.key}
    for column in columns:
        stands, right = row[f"old_{column}"], row[column]
        if stands != right:
            yield Difference(table.path, key, column, stands, right)
