"""One slow batch: what spans days, for the people whose days are new.

A person's days come to the driver and are gone through in plain Python, with the formulae of
`schema.physiology` as they are. That is not for Spark: a day's values depend on one another in
a dozen ways, a person has some hundred to some thousand days, and a batch is a few people;
planning the reads alone would cost more time than the whole pass. Batches of everybody go
through in groups, so that memory holds the days of one group only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from schema.facts import EVERYBODY
from schema.tables import DAY, FEATURE, Table, user_bucket
from spark_streaming.delta.arrow import arrow_rows
from spark_streaming.delta.conditions import among, at_least, at_most, of_people
from spark_streaming.gold.day import metrics_of
from spark_streaming.on_record import facts_on_record
from spark_streaming.people import People
from spark_streaming.progress import QUICK, SLOW, newest_batch
from spark_streaming.spans.features import Features
from spark_streaming.spans.history import History
from spark_streaming.spans.person import spans
from spark_streaming.spans.reading import histories, standing_values
from spark_streaming.spans.touched import DECIDING
from spark_streaming.spans.versions import changes, of_features, of_spans
from spark_streaming.spans.wishes import wishes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from spark_streaming.delta.conditions import Condition
    from spark_streaming.delta.lake_tables import LakeTables
    from spark_streaming.spans.versions import Key, Version

_PEOPLE_AT_ONCE: Final = 100
_DAY_COLUMNS: Final = ("user_id", "date", "metric", "value", "detail", "batch")
_FEATURE_COLUMNS: Final = ("user_id", "feature", "as_of", "value", "batch")

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
    """

    def __init__(
        self,
        lake: LakeTables,
        number: int,
        touched: Mapping[str, date],
        quick_batch: int,
        right: pa.Table | None = None,
    ) -> None:
        self._lake = lake
        self._number = number
        self._touched = touched
        self._quick_batch = quick_batch
        self._right = right

    def tell(self) -> dict[Table, pa.Table]:
        """Return the new rows of each table that gets any."""
        told: dict[Table, list[pa.Table]] = {DAY: [], FEATURE: []}
        for group in _groups(self._people()):
            for table, rows in self._rows(group).items():
                if rows:
                    told[table].append(arrow_rows(table.columns, rows))
        return {table: pa.concat_tables(rows) for table, rows in told.items() if rows}

    def _people(self) -> dict[str, date]:
        """Return the first day of each person."""
        for_all = self._touched.get(EVERYBODY)
        named = {user: first for user, first in self._touched.items() if user != EVERYBODY}
        if for_all is None:
            return named
        on_record = self._lake.rows(DAY, ("user_id",), *self._is_of_days())
        return {
            user: min(for_all, named.get(user, for_all))
            for user in {*named, *on_record["user_id"].unique().to_pylist()}
        }

    def _rows(self, touched: Mapping[str, date]) -> Rows:
        """Go through some people, one after the other."""
        known = wishes(self._facts(touched), touched)
        recorded = histories(self._days(touched))
        earlier = (*of_people(touched), at_most("batch", self._number - 1))
        first = min(touched.values())
        days = self._lake.rows(
            DAY,
            _DAY_COLUMNS,
            *earlier,
            among("metric", metrics_of(SLOW)),
            at_least("date", first),
        )
        days_stood = standing_values(days, ("date", "metric"))
        features = self._lake.rows(
            FEATURE, _FEATURE_COLUMNS, *earlier, at_least("as_of", first)
        )
        features_stood = standing_values(features, ("as_of", "feature"))

        rows: Rows = {DAY: [], FEATURE: []}
        for user_id, begin in sorted(touched.items()):
            history = recorded.get(user_id, History({}))
            bucket = user_bucket(user_id)
            told = of_spans(spans(history, known[user_id], begin))
            stood = _since(days_stood[user_id], begin)
            for (day, metric), (value, detail) in changes(told, stood):
                rows[DAY].append((bucket, user_id, day, metric, value, detail, self._number))
            told = of_features(Features(history).since(begin))
            stood = _since(features_stood[user_id], begin)
            for (as_of, name), (value, _) in changes(told, stood):
                rows[FEATURE].append((bucket, user_id, name, as_of, value, self._number))
        return rows

    def _facts(self, touched: Mapping[str, date]) -> People:
        whose = of_people({EVERYBODY, *touched})
        until = at_most("batch", self._quick_batch)
        return People(facts_on_record(self._lake, DECIDING, *whose, until))

    def _is_of_days(self) -> tuple[Condition, Condition]:
        """Match days that need no other day."""
        return among("metric", metrics_of(QUICK)), at_most("batch", self._quick_batch)

    def _is_later(self) -> tuple[Condition, ...]:
        """Match days of committed batches that are not looked at."""
        newest = newest_batch(self._lake, QUICK, since=self._quick_batch)
        later = (at_least("batch", self._quick_batch + 1), at_most("batch", newest))
        return among("metric", metrics_of(QUICK)), *later

    def _days(self, users: Collection[str]) -> pa.Table:
        whose = of_people(users)
        days = self._lake.rows(DAY, _DAY_COLUMNS, *whose, *self._is_of_days())
        if self._right is None:
            return days
        # What came only after the batches that are looked at is nothing to put right.
        later = self._lake.rows(DAY, DAY.key, *whose, *self._is_later())
        only_later = later.join(days, [*DAY.key], join_type="left anti")
        right = self._right.select(_DAY_COLUMNS).filter(pc.field("user_id").isin([*users]))
        right = right.join(only_later, [*DAY.key], join_type="left anti")
        return pa.concat_tables([days, right])


def _since(standing: Mapping[Key, Version], first: date) -> dict[Key, Version]:
    return {key: version for key, version in standing.items() if key[0] >= first}


def _groups(touched: Mapping[str, date]) -> Iterator[dict[str, date]]:
    """Take people in order of their partitions, so that a group reads few of them."""
    users = sorted(touched, key=lambda user: (user_bucket(user), user))
    for begin in range(0, len(users), _PEOPLE_AT_ONCE):
        yield {user: touched[user] for user in users[begin : begin + _PEOPLE_AT_ONCE]}
