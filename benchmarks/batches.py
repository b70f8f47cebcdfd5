"""What a quick batch costs beside a small lake and beside a large one.

    python -m benchmarks.batches [--rows 100000 10000000] [--days 30] [--people 50]
        [--batches 12]

Lakes are filled with the past of other people and of the same ones, heart rates and their
minutes; one lake more with whole days of eight of them: steps, nights, meals, workouts. Then
batches of 2,000 heart rates of now are told to one lake and the others in turn; what is printed
are medians of seconds and of CPU seconds (Spark's and the driver's) after the first ones, which
warm up what compiles.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
import psutil
from pyspark.sql import functions as F
from rich.console import Console
from rich.table import Table as Printed

from benchmarks.lives import lives
from infra.environment.places import jars_folder
from infra.spark_session import SparkPlace, spark_session
from schema.events.envelope import Door, Envelope
from schema.tables import MESSAGE, MINUTE, OBSERVATION, Table
from spark_streaming.effort import suit
from spark_streaming.frames import small_frame
from spark_streaming.lake import Lake
from spark_streaming.memory import Memory
from spark_streaming.quick import quick_batch
from spark_streaming.silver.candidates import bucket_of
from spark_streaming.writing import Mark, Writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyspark.sql import DataFrame, SparkSession

SAMPLES = 2000
WARM_UP = 4
MINUTES_PER_YEAR = 525_600


class MeasuredLake:
    """A lake with a past, and a stream that goes on.

    Args:
        spark: The session.
        root: An empty folder.
        people: Whose heart rates come.
    """

    def __init__(self, spark: SparkSession, root: Path, people: Sequence[str]) -> None:
        self.past = ""
        self._people = people
        self._lake = Lake(spark, str(root))
        self._lake.create()
        self._memory = Memory(self._lake)
        self._number = 0
        self._offset = 0
        self.seconds: list[float] = []
        self.cpu_seconds: list[float] = []

    def measure(self) -> None:
        """Tell a batch of now, and take its time."""
        now_ms = int(datetime.now(UTC).timestamp() * 1000)
        people = self._people
        messages = self._messages(
            _reading(people[place % len(people)], now_ms + place) for place in range(SAMPLES)
        )
        cpu_s, begun = _cpu_seconds(), time.monotonic()
        self._tell(messages)
        self.seconds.append(time.monotonic() - begun)
        self.cpu_seconds.append(_cpu_seconds() - cpu_s)

    def live(self, days: int) -> None:
        """Give the first of the people so many whole days."""
        self.past = f"{days} whole days"
        self._tell(self._messages(lives(self._people, days)))

    def fill(self, rows: int) -> None:
        """Write a year of minutes of as many people as it takes, these ones among them."""
        self.past = f"{rows:,} heart rates"
        spark, until = self._lake.spark, datetime.now(UTC).replace(hour=0, minute=0)
        suit(spark, rows)
        minute = F.col("id") % MINUTES_PER_YEAR
        whose = F.concat(
            F.lpad((F.col("id") / MINUTES_PER_YEAR).cast("int").cast("string"), 8, "0"),
            F.lit("-0000-4000-8000-000000000000"),
        )
        at = F.timestamp_seconds(F.lit(int(until.timestamp())) - (minute + 1) * 60)
        past = spark.range(rows).select(
            whose.alias("user_id"),
            at.alias("at"),
            (F.col("id") % 60 + 60.0).alias("bpm"),
        )
        self._append(
            OBSERVATION,
            past,
            rows,
            source_id=F.col("user_id"),
            type=F.lit("heart_rate"),
            record_id=F.lit(""),
            start_at=F.col("at"),
            end_at=F.col("at"),
            value=F.col("bpm"),
            is_trusted=F.lit(True),  # noqa: FBT003
            operation=F.lit("put"),
            effect=F.lit("new"),
        )
        self._append(
            MINUTE,
            past,
            rows,
            metric=F.lit("heart_rate"),
            minute_at=F.col("at"),
            source_id=F.col("user_id"),
            mean=F.col("bpm"),
            minimum=F.col("bpm"),
            maximum=F.col("bpm"),
            count=F.lit(1),
        )

    def _append(self, table: Table, past: DataFrame, about: int, **said: Any) -> None:
        said |= {"user_bucket": bucket_of("user_id"), "user_id": F.col("user_id")}
        said |= {"batch": F.lit(0), "sequence": F.lit(0)}
        rows = past.select(
            *(said.get(name, F.lit(None)).alias(name) for name in table.columns)
        ).sort("user_bucket", *table.sort)
        self._lake.append(table, rows, about)

    def _messages(self, envelopes: Iterable[Envelope]) -> DataFrame:
        self._number += 1
        now = datetime.now(UTC)
        rows = []
        for one in envelopes:
            self._offset += 1
            value = msgspec.json.encode(one).decode()
            rows.append(
                (now.date(), "events", 0, self._offset, now, one.user_id, value, self._number)
            )
        return small_frame(self._lake.spark, MESSAGE.columns, rows)

    def _tell(self, messages: DataFrame) -> None:
        with quick_batch(self._lake, messages, self._number, self._memory) as batch:
            mark = Mark("quick", self._number, batch.arrived.count)
            with Writing(self._lake, mark) as writing:
                batch.tell(writing.tell)
            batch.remember()


def _reading(user_id: str, at_ms: int) -> Envelope:
    return Envelope(
        event_id=str(at_ms),
        user_id=user_id,
        source_id=user_id,
        door=Door.MQTT,
        received_at_ms=at_ms,
        type="heart_rate",
        start_ms=at_ms,
        values=[60.0 + at_ms % 90],
        original=json.dumps({"type": "heart_rate", "time": at_ms, "value": 60, "unit": "bpm"}),
    )


def _cpu_seconds() -> float:
    own = psutil.Process()
    used = [process.cpu_times() for process in (own, *own.children(recursive=True))]
    return sum(times.user + times.system for times in used)


def _person(number: int) -> str:
    return str(UUID(f"{number:08d}-0000-4000-8000-000000000000"))


def measure(options: argparse.Namespace, scratch: Path) -> list[MeasuredLake]:
    """Tell batches to each lake in turn."""
    place = SparkPlace("local[2]", (jars_folder("spark"),), "2g", scratch / "spark")
    spark = spark_session("batches", place)
    people = [_person(number) for number in range(options.people)]
    lakes = [MeasuredLake(spark, scratch / str(rows), people) for rows in options.rows]
    for lake, rows in zip(lakes, options.rows, strict=True):
        lake.fill(rows)
    if options.days:
        lakes.append(MeasuredLake(spark, scratch / "lives", people))
        lakes[-1].live(options.days)
    for _ in range(WARM_UP + options.batches):
        for lake in lakes:
            lake.measure()
    spark.stop()
    return lakes


def report(lakes: Sequence[MeasuredLake]) -> Printed:
    """Return what a batch cost, as a table."""
    table = Printed(title=f"A batch of {SAMPLES} heart rates")
    for column in ("past in the lake", "median s", "slowest s", "median CPU s"):
        table.add_column(column, justify="right")
    for lake in lakes:
        seconds, cpu = lake.seconds[WARM_UP:], lake.cpu_seconds[WARM_UP:]
        figures = (statistics.median(seconds), max(seconds), statistics.median(cpu))
        table.add_row(lake.past, *(f"{figure:.2f}" for figure in figures))
    return table


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="What a batch costs beside what is there.")
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 10_000_000])
    parser.add_argument("--days", type=int, default=30, help="0 for no whole days")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--batches", type=int, default=12)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        lakes = measure(options, Path(scratch))
    Console().print(report(lakes))


if __name__ == "__main__":
    main()
