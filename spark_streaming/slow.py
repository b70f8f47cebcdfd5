"""One slow batch: what spans days, for the people whose days are new.

A person's days come to the driver and are gone through in plain Python, with the formulae of
`schema.physiology` as they are. That is not for Spark's executors: a day's values depend on
one another in a dozen ways, a person has some hundred to some thousand days, and a batch is a
few people; starting Python workers would cost more time and memory than the whole pass.
Batches of everybody go through in groups, so that memory holds the days of one group only.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, Final

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from schema.facts import EVERYBODY
from schema.tables import DAY, FACT, FEATURE, Table, user_bucket
from spark_streaming.arrival import collected_facts
from spark_streaming.frames import small_frame
from spark_streaming.gold.day import metrics_of
from spark_streaming.people import People
from spark_streaming.reach import Reach
from spark_streaming.spans.features import Features
from spark_streaming.spans.history import History
from spark_streaming.spans.person import spans
from spark_streaming.spans.reading import histories, standing_values
from spark_streaming.spans.versions import changes, of_features, of_spans
from spark_streaming.spans.wishes import wishes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from spark_streaming.lake import Lake
    from spark_streaming.spans.versions import Key, Version

_PEOPLE_AT_ONCE: Final = 100

Rows = dict[Table, list[tuple[Any, ...]]]


class SlowBatch:
    """The computation of one batch; nothing is written here.

    Args:
        lake: Where the days are.
        number: The batch's number in the slow stream: of what spans days, only rows of lower
            ones are looked at.
        touched: The first day of each person that may be another than it was; that of
            `EVERYBODY` counts for each person on record.
        quick_batch: The newest batch of the quick stream that is looked at.
        right: Days as they should be where they stand otherwise: rows of `gold/day`, of a
            later batch than those.

    Attributes:
        count: How many rows were told.
    """

    def __init__(
        self,
        lake: Lake,
        number: int,
        touched: Mapping[str, date],
        quick_batch: int,
        right: DataFrame | None = None,
    ) -> None:
        self._lake = lake
        self._number = number
        self._touched = touched
        self._quick_batch = quick_batch
        self._right = right
        self.count = 0

    def tell(self) -> dict[Table, DataFrame]:
        """Return the new rows of each table that gets any."""
        told: dict[Table, list[DataFrame]] = {}
        for group in _groups(self._people()):
            for table, rows in self._rows(group).items():
                if rows:
                    frame = small_frame(self._lake.spark, table.columns, rows)
                    told.setdefault(table, []).append(frame)
                    self.count += len(rows)
        return {table: reduce(DataFrame.unionAll, frames) for table, frames in told.items()}

    def _people(self) -> dict[str, date]:
        """Return the first day of each person."""
        for_all = self._touched.get(EVERYBODY)
        named = {user: first for user, first in self._touched.items() if user != EVERYBODY}
        if for_all is None:
            return named
        on_record = self._days().select("user_id").distinct().collect()
        return {
            user: min(for_all, named.get(user, for_all))
            for user in {*named, *(row["user_id"] for row in on_record)}
        }

    def _rows(self, touched: Mapping[str, date]) -> Rows:
        """Go through some people, one after the other."""
        whose = Reach(others=frozenset(touched)).people()
        facts = self._lake.read(FACT).where(
            Reach(others=frozenset({EVERYBODY, *touched})).people()
            & (F.col("batch") <= self._quick_batch)
        )
        known = wishes(People(collected_facts(facts)), touched)
        recorded = histories(self._days().where(whose))
        first = min(touched.values())
        earlier = F.col("batch") < self._number
        stood = standing_values(
            self._lake.read(DAY).where(
                whose
                & earlier
                & F.col("metric").isin(*metrics_of("slow"))
                & (F.col("date") >= F.lit(first))
            ),
            ("date", "metric"),
        )
        features_stood = standing_values(
            self._lake.read(FEATURE)
            .where(whose & earlier & (F.col("as_of") >= F.lit(first)))
            .withColumn("detail", F.lit(None).cast("string")),
            ("as_of", "feature"),
        )

        rows: Rows = {DAY: [], FEATURE: []}
        for user_id, begin in sorted(touched.items()):
            history = recorded.get(user_id, History({}))
            bucket = user_bucket(user_id)
            told = of_spans(spans(history, known[user_id], begin))
            for (day, metric), (value, detail) in changes(told, _since(stood[user_id], begin)):
                rows[DAY].append((bucket, user_id, day, metric, value, detail, self._number))
            features = of_features(Features(history).since(begin))
            for (as_of, name), (value, _) in changes(
                features, _since(features_stood[user_id], begin)
            ):
                rows[FEATURE].append((bucket, user_id, name, as_of, value, self._number))
        return rows

    def _days(self) -> DataFrame:
        days = self._lake.read(DAY).where(
            F.col("metric").isin(*metrics_of("quick")) & (F.col("batch") <= self._quick_batch)
        )
        if self._right is None:
            return days
        # What came after the batches that are looked at is nothing to put right.
        return days.unionByName(self._right.join(days, [*DAY.key], "left_semi"))


def _since(standing: Mapping[Key, Version], first: date) -> dict[Key, Version]:
    return {key: version for key, version in standing.items() if key[0] >= first}


def _groups(touched: Mapping[str, date]) -> Iterator[dict[str, date]]:
    """Take people in order of their partitions, so that a group reads few of them."""
    ordered: Iterable[str] = sorted(touched, key=lambda user: (user_bucket(user), user))
    users = list(ordered)
    for begin in range(0, len(users), _PEOPLE_AT_ONCE):
        yield {user: touched[user] for user in users[begin : begin + _PEOPLE_AT_ONCE]}
