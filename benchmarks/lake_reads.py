"""What a read of the lake costs: days, series and records of one person among many.

Run: python -m benchmarks.lake_reads [--people 100] [--days 365] [--batches 60] [--reads 50]

A lake of days, minutes and observations is written to a temporary folder, most of it in one
sorted batch as after compaction, the rest in small batches as they come while sensors send.
The last line is one JSON object: milliseconds, median and 95th percentile.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from infra.lake import DeltaLakehouse
from schema.metrics import DAY_METRICS
from schema.tables import DAY, MANIFEST, MINUTE, OBSERVATION, Table, user_bucket
from spark_streaming.delta.arrow import arrow_schema

FIRST = date(2026, 1, 1)
SOURCE = str(UUID(int=1))
MINUTE_DAYS = 30


def person(number: int) -> str:
    """Return somebody's id."""
    return str(UUID(int=(number + 2) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128)))


class WrittenLake:
    """A lake on disk for measuring."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.batch = 0

    def append(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Append rows of the batch, sorted as compaction would; the rest of them is null."""
        columns = {name: [row.get(name) for row in rows] for name in table.columns}
        columns["batch"] = [self.batch] * len(rows)
        if table.partition:
            columns[table.partition] = [user_bucket(row["user_id"]) for row in rows]
        frame = pa.table(columns, arrow_schema(table))
        if table.sort:
            frame = frame.sort_by([(name, "ascending") for name in table.sort])
        write_deltalake(
            f"{self.root}/{table.path}",
            frame,
            mode="append",
            partition_by=[table.partition] if table.partition else None,
        )

    def commit(self) -> None:
        """Close the batch of both streams."""
        tables = (DAY, MINUTE, OBSERVATION)
        versions = {
            each.path: DeltaTable(f"{self.root}/{each.path}").version() for each in tables
        }
        told = {"committed_at": datetime.now(UTC), "versions": json.dumps(versions)}
        rows = [told | {"stream": stream} for stream in ("quick", "slow")]
        self.append(MANIFEST, rows)
        self.batch += 1

    def fill(self, people: int, days: int) -> None:
        """Write the past of everybody."""
        dates = [FIRST + timedelta(days=day) for day in range(days)]
        for number in range(0, people, 25):
            users = [person(each) for each in range(number, min(number + 25, people))]
            self.append(DAY, [row for user in users for row in day_rows(user, dates)])
        self.append(MINUTE, minute_rows(person(0), dates[-MINUTE_DAYS:]))
        self.append(OBSERVATION, [row for day in dates for row in record_rows(person(0), day)])
        self.commit()

    def go_on(self, people: int, days: int, batches: int) -> None:
        """Write small batches: somebody's last day anew."""
        last = FIRST + timedelta(days=days - 1)
        for number in range(batches):
            self.append(DAY, day_rows(person(number % people), [last]))
            self.commit()


def day_rows(user: str, dates: list[date]) -> list[dict[str, Any]]:
    """Return every metric of some days."""
    return [
        {
            "user_id": user,
            "date": day,
            "metric": metric,
            "value": 61.5 + day.day,
            "detail": '{"method": "measured"}' if metric == "resting_heart_rate" else None,
        }
        for day in dates
        for metric in DAY_METRICS
    ]


def minute_rows(user: str, dates: list[date]) -> list[dict[str, Any]]:
    """Return the heart rate of each minute."""
    level = {"mean": 61.5, "minimum": 60.0, "maximum": 63.0, "count": 60}
    whose = {"user_id": user, "metric": "heart_rate", "source_id": SOURCE}
    return [
        whose | level | {"minute_at": midnight(day) + timedelta(minutes=minute)}
        for day in dates
        for minute in range(1440)
    ]


def record_rows(user: str, day: date) -> list[dict[str, Any]]:
    """Return three meals of a day."""
    said = {"user_id": user, "source_id": SOURCE, "type": "meal", "record": '{"name": "soup"}'}
    stands = {"operation": "put", "effect": "new", "is_trusted": True, "sequence": 0}
    return [
        said
        | stands
        | {
            "record_id": f"{day}-{hour}",
            "start_at": midnight(day) + timedelta(hours=hour),
            "end_at": midnight(day) + timedelta(hours=hour),
        }
        for hour in (8, 13, 20)
    ]


def midnight(day: date) -> datetime:
    """Return the beginning of a UTC day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


async def measure(read: Callable[[], Awaitable[Any]], reads: int) -> dict[str, float]:
    """Return median and 95th percentile in milliseconds, after one read that warms up."""
    await read()
    taken = []
    for _ in range(reads):
        begun = time.perf_counter()
        await read()
        taken.append((time.perf_counter() - begun) * 1000)
    return {
        "median_ms": round(statistics.median(taken), 2),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 2),
    }


async def measured(lakehouse: DeltaLakehouse, days: int, reads: int) -> dict[str, Any]:
    """Measure each kind of read."""
    user, last = person(0), FIRST + timedelta(days=days - 1)
    end = midnight(last) + timedelta(days=1)

    def series(resolution: str, span: timedelta) -> Callable[[], Awaitable[Any]]:
        return lambda: lakehouse.series(user, "heart_rate", end - span, end, resolution)

    kinds: dict[str, Callable[[], Awaitable[Any]]] = {
        "batch": lakehouse.batch,
        "one day": lambda: lakehouse.days(user, last, last),
        "90 days": lambda: lakehouse.days(user, last - timedelta(days=89), last),
        "2 days of minutes": series("MINUTE", timedelta(days=2)),
        "30 days of hours": series("HOUR", timedelta(days=MINUTE_DAYS)),
        "20 meals": lambda: lakehouse.records(user, ["meal"], 20),
    }
    return {name: await measure(read, reads) for name, read in kinds.items()}


def main() -> None:
    """Fill a lake and read it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--batches", type=int, default=60)
    parser.add_argument("--reads", type=int, default=50)
    asked = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        lake = WrittenLake(str(Path(folder) / "lake"))
        lake.fill(asked.people, asked.days)
        compacted = asyncio.run(measured(DeltaLakehouse(lake.root), asked.days, asked.reads))
        lake.go_on(asked.people, asked.days, asked.batches)
        fresh = asyncio.run(measured(DeltaLakehouse(lake.root), asked.days, asked.reads))
    for name, taken in compacted.items():
        print(f"{name:>20}: {taken['median_ms']:6.1f} ms, {fresh[name]['median_ms']:6.1f} ms")
    print(json.dumps({"compacted": compacted, "with small batches": fresh}))


if __name__ == "__main__":
    main()
