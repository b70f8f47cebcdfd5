"""Gold anew from what it rests on, in one pass, and how it differs from what stands.

Nothing is written here. A batch of people at a time, so that memory holds some partitions of
the lake only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyspark.sql import functions as F

from schema.events import EVENT_TYPES
from schema.tables import DAY, FACT, MESSAGE, MINUTE, OBSERVATION, USER_BUCKETS
from spark_streaming.arrival import collected_facts
from spark_streaming.bodies import bodies, body_days
from spark_streaming.bronze import without_copies
from spark_streaming.days_told import UserDay, days_of_minutes, days_of_records
from spark_streaming.gold.calendar import on_local_days
from spark_streaming.gold.day import DayInput, changed, days, metrics_of
from spark_streaming.gold.minute import minutes, standing_minutes
from spark_streaming.people import People
from spark_streaming.priority import ranks
from spark_streaming.reach import RECORD_TYPES
from spark_streaming.silver.candidates import bucket_of, candidates
from spark_streaming.silver.contributions import contributions, standing
from spark_streaming.silver.facts import facts
from spark_streaming.tables import SmallTables
from spark_streaming.unlike import unlike_minutes
from spark_streaming.weighings import daily_weights, with_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import Column, DataFrame

    from schema.tables import Table
    from spark_streaming.held import Held
    from spark_streaming.lake import Lake

SILVER: Final = "silver"
BRONZE: Final = "bronze"

_ROWS_AT_ONCE: Final = 4_000_000
_RANKED_RECORDS: Final = ("workout", "sleep")
_SAMPLE_TYPES: Final = tuple(name for name in EVENT_TYPES if name not in RECORD_TYPES)


class Unlike(NamedTuple):
    """Rows of gold that are not what they should be, as they should be.

    Attributes:
        minutes: Columns of `gold/minute` but for the batch, and `old_…` of what stands.
        days: Columns of `gold/day` but for the batch, and `old_value, old_detail`.
    """

    minutes: DataFrame
    days: DataFrame


class Recomputation:
    """Minutes and days as a batch computation tells them.

    Args:
        lake: What is read.
        until: The last batch of the quick stream that is looked at.
        held: Keeps what is used more than once.
        source: `silver`, or `bronze` to tell silver anew as well.
    """

    def __init__(self, lake: Lake, until: int, held: Held, source: str = SILVER) -> None:
        self._lake = lake
        self._until = until
        self._held = held
        self._source = source
        self._small = SmallTables(lake.spark)

    def unlike(self) -> Iterator[Unlike]:
        """Yield what is not as it should be, some partitions of people at a time."""
        people = People(collected_facts(self._facts()))
        for buckets in self._partitions():
            yield self._unlike(people, F.col("user_bucket").isin(*buckets))

    def _unlike(self, people: People, whose: Column) -> Unlike:
        stands = self._held.hold(self._observations(people).where(whose))
        told = self._held.hold(self._minutes(stands, people))
        stored = standing_minutes(self._upto(MINUTE).where(whose))
        records = stands.where(F.col("type").isin(*RECORD_TYPES))
        return Unlike(
            self._held.hold(unlike_minutes(told, stored)),
            self._held.hold(self._unlike_days(told, records, people, whose)),
        )

    def _observations(self, people: People) -> DataFrame:
        undone = self._small.undone(people)
        if self._source == SILVER:
            return standing(self._upto(OBSERVATION), undone)
        events = without_copies(self._upto(MESSAGE)).where("topic = 'events'")
        nothing = self._lake.read(OBSERVATION).limit(0)
        return (
            contributions(nothing, candidates(events), undone).where("stands").drop("touched")
        )

    def _facts(self) -> DataFrame:
        if self._source == SILVER:
            return self._upto(FACT)
        return facts(without_copies(self._upto(MESSAGE)).where("topic = 'facts'"))

    def _minutes(self, stands: DataFrame, people: People) -> DataFrame:
        """Return standing rows of `gold/minute` with `date, local_minute`."""
        samples = stands.where(F.col("type").isin(*_SAMPLE_TYPES)).selectExpr(
            "*", "is_trusted AS counts", "true AS touched"
        )
        believed = self._small.ranks(ranks(people, people.users(), _SAMPLE_TYPES))
        told = minutes(samples, believed, _SAMPLE_TYPES, has_long=True).where("count > 0")
        return on_local_days(told, self._small.zones(people))

    def _unlike_days(
        self, told: DataFrame, records: DataFrame, people: People, whose: Column
    ) -> DataFrame:
        stored = self._upto(DAY).where(whose & F.col("metric").isin(*metrics_of("quick")))
        wanted = self._wanted(told, records, people, stored)
        users = {user_id for user_id, _ in wanted}
        known = bodies(people, daily_weights(with_told({}, told), people, users), users)
        right = days(
            DayInput(
                minutes=told,
                records=records,
                zones=self._small.zones(people),
                ranks=self._small.ranks(ranks(people, users, _RANKED_RECORDS)),
                bodies=self._small.bodies(body_days(known, wanted)),
            ),
            self._held.hold,
        )
        different = changed(right, stored, self._small.days(wanted))
        return different.select(bucket_of("user_id").alias("user_bucket"), "*")

    def _wanted(
        self, told: DataFrame, records: DataFrame, people: People, stored: DataFrame
    ) -> set[UserDay]:
        """Return each day of anybody that anything is told of, or stands for."""
        on_record = stored.select("user_id", "date").distinct().collect()
        return (
            days_of_minutes(told)
            | days_of_records(records, people)
            | {(row["user_id"], row["date"]) for row in on_record}
        )

    def _upto(self, table: Table) -> DataFrame:
        return self._lake.read(table).where(F.col("batch") <= self._until)

    def _partitions(self) -> Iterator[list[int]]:
        """Yield the people's partitions, as many at once as memory is meant to hold."""
        rows = self._lake.count(OBSERVATION)
        at_once = max(1, USER_BUCKETS * _ROWS_AT_ONCE // max(rows, 1))
        for begin in range(0, USER_BUCKETS, at_once):
            yield list(range(begin, min(begin + at_once, USER_BUCKETS)))
