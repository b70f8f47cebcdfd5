"""One quick batch: what arrived, laid on what is there, grain on grain.

Everything is computed from what arrived and from rows of earlier batches, so that a batch
that is begun again after a crash tells the same, whichever of its writes were done.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.facts import EVERYBODY
from schema.tables import DAY, FACT, MESSAGE, MINUTE, OBSERVATION
from spark_streaming.bodies import bodies, body_days, changed_spans, local_dates
from spark_streaming.columns import once
from spark_streaming.disturbance import Disturbance, disturbance
from spark_streaming.gold.calendar import on_local_days
from spark_streaming.gold.day import DayInput, changed, days, metrics_of
from spark_streaming.gold.grain import DAY_MS, MINUTE_MS
from spark_streaming.gold.minute import minutes, standing_minutes
from spark_streaming.people import changed_zones
from spark_streaming.priority import OWNING, default_orders, ranks
from spark_streaming.reach import HOUR_MS, RECORD_TYPES, Reach
from spark_streaming.silver.candidates import bucket_of
from spark_streaming.silver.contributions import contributions
from spark_streaming.tables import SmallTables
from spark_streaming.weighings import daily_weights, with_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import Column, DataFrame

    from schema.tables import Table
    from spark_streaming.arrival import Arrival
    from spark_streaming.bodies import Body
    from spark_streaming.held import Held
    from spark_streaming.lake import Lake
    from spark_streaming.memory import Memory
    from spark_streaming.people import People
    from spark_streaming.weighings import Weighings

_ZONES_APART_MS: Final = 14 * HOUR_MS
_NIGHT_MS: Final = 26 * HOUR_MS
_EPOCH: Final = date(1970, 1, 1)
_ONE_DAY: Final = timedelta(days=1)
_RANKED_RECORDS: Final = ("workout", "sleep")

UserDay = tuple[str, date]


class QuickBatch:
    """The computation of one batch; nothing is written here.

    Args:
        lake: Where earlier batches are.
        number: The batch's number: only rows of lower ones are looked at.
        arrived: What came in.
        memory: What is known of people up to the batch before.
        held: Keeps what is used more than once.

    Attributes:
        weighings: The weights of the batch's people as it leaves them, once it was told.
        days: Its rows of `gold/day`, if there are any.
    """

    def __init__(
        self, lake: Lake, number: int, arrived: Arrival, memory: Memory, held: Held
    ) -> None:
        self._lake = lake
        self._number = number
        self._arrived = arrived
        self._memory = memory
        self._held = held
        self._small = SmallTables(lake.spark)
        self.weighings: Weighings = {}
        self.days: DataFrame | None = None

    def tell(self, tell: Callable[[Table, DataFrame], None]) -> None:
        """Tell the new rows of each table that gets any, as soon as they are known."""
        arrived = self._arrived
        tell(MESSAGE, arrived.messages)
        if arrived.has_facts:
            tell(FACT, arrived.facts)
        reach = arrived.reach.with_people(fact.user_id for fact in arrived.known)
        if EVERYBODY in reach.users:
            reach = reach.with_people(self._with_other_defaults())
        if reach.users:
            self._tell_people(reach, tell)

    def _tell_people(self, reach: Reach, tell: Callable[[Table, DataFrame], None]) -> None:
        before, weighed = self._memory.recall(reach.users, self._number)
        after = before.with_facts(self._arrived.known)
        shaken = disturbance(self._earlier(OBSERVATION), before, after, self._arrived.known)
        reach = reach.with_spans(shaken.spans)
        users = reach.users - {EVERYBODY}
        if not users:
            return
        types = sorted((self._arrived.types | shaken.types) - set(RECORD_TYPES))
        contributed, has_long = self._contributed(reach, types, after, shaken)
        tell(OBSERVATION, contributed.where("is_new"))

        new_minutes = self._minutes(contributed, types, after, has_long=has_long)
        if types:
            tell(MINUTE, new_minutes)
        is_weighed = "body_weight" in types
        self.weighings = with_told(weighed, new_minutes) if is_weighed else weighed

        old_bodies = bodies(before, daily_weights(weighed, before, users), users)
        new_bodies = bodies(after, daily_weights(self.weighings, after, users), users)
        records = contributed.where(_is_record())
        wanted = (
            self._days_of_minutes(new_minutes)
            | self._days_of_records(records, after)
            | self._days_of_others(
                reach, changed_spans(old_bodies, new_bodies), changed_zones(before, after)
            )
        )
        if wanted:
            standing = records.where("stands")
            self.days = self._days(wanted, new_minutes, standing, after, new_bodies)
            tell(DAY, self.days)

    def _with_other_defaults(self) -> set[str]:
        """Return whose sources are believed otherwise when what holds by default is another."""
        before, _ = self._memory.recall({EVERYBODY}, self._number)
        after = before.with_facts(self._arrived.known)
        if default_orders(before) == default_orders(after):
            return set()
        owners = self._earlier(FACT).where(F.col("kind").isin(*map(str, OWNING)))
        return {row["user_id"] for row in owners.select("user_id").distinct().collect()}

    def _earlier(self, table: Table) -> DataFrame:
        return self._lake.read(table).where(F.col("batch") < self._number)

    def _contributed(
        self, reach: Reach, types: list[str], people: People, shaken: Disturbance
    ) -> tuple[DataFrame, bool]:
        """Lay what arrived on all that shares its minutes, and on its people's records.

        Returns:
            See `contributions`, and whether any sample among them is longer than a minute.
        """
        stored = self._held.hold(self._stored(reach, types))
        long = _long_spans(stored)
        for _ in range(2):
            wider = [span for span in long if not reach.covers(*span)]
            if not wider:
                break
            reach = reach.with_spans(wider)
            stored = self._held.hold(self._stored(reach, types))
            long = _long_spans(stored)
        laid = contributions(
            stored, self._arrived.samples, self._small.undone(people), shaken.rows
        )
        return self._held.hold(laid), self._arrived.has_long or bool(long)

    def _stored(self, reach: Reach, types: list[str]) -> DataFrame:
        samples = F.col("type").isin(*types) & reach.intervals()
        records = _is_record() & reach.people()
        return self._earlier(OBSERVATION).where(samples | records)

    def _minutes(
        self, contributed: DataFrame, types: list[str], people: People, *, has_long: bool
    ) -> DataFrame:
        """Return rows of `gold/minute` with `date, local_minute`."""
        if not types:
            told = self._earlier(MINUTE).limit(0)
        else:
            samples = contributed.where(
                F.col("type").isin(*types) & (F.col("touched") | F.col("stands"))
            ).selectExpr("*", "stands AND is_trusted AS counts")
            believed = self._small.ranks(ranks(people, people.users(), types))
            told = minutes(samples, believed, types, has_long=has_long).select(
                "*", F.lit(self._number).cast("bigint").alias("batch")
            )
        return self._held.hold(on_local_days(told, self._small.zones(people)))

    def _days_of_minutes(self, new_minutes: DataFrame) -> set[UserDay]:
        """Return the days of minutes; a night's may be of the day before or after its minutes.

        What is said of a night after midnight takes it from the day that it began on.
        """
        found = new_minutes.selectExpr(
            "user_id", "date", "metric = 'sleep_stage' AS is_night"
        ).distinct()
        return {
            (row["user_id"], row["date"] + _ONE_DAY * ahead)
            for row in found.collect()
            for ahead in ((-1, 0, 1) if row["is_night"] else (0,))
        }

    def _days_of_records(self, records: DataFrame, people: People) -> set[UserDay]:
        """Return the days that touched records are, or were, in."""
        touched = records.where("touched").select("user_id", "start_ms", "end_ms").distinct()
        spans = [tuple(row) for row in touched.collect()]
        return local_dates(spans, people)

    def _days_of_others(
        self,
        reach: Reach,
        body_spans: list[tuple[str, date, date]],
        zone_spans: list[tuple[str, int, int]],
    ) -> set[UserDay]:
        """Return the days on record that nothing arrived for, and that are others now."""
        if not body_spans and not zone_spans:
            return set()
        says_anything = F.col("value").isNotNull() | F.col("detail").isNotNull()
        on_record = self._earlier(DAY).where(reach.people() & says_anything)
        days_by_user: dict[str, set[date]] = {}
        for row in on_record.select("user_id", "date").distinct().collect():
            days_by_user.setdefault(row["user_id"], set()).add(row["date"])

        others = {
            (user_id, day)
            for user_id, begin, end in body_spans
            for day in days_by_user.get(user_id, ())
            if begin <= day < end
        }
        for user_id, begin_ms, end_ms in zone_spans:
            for day in days_by_user.get(user_id, ()):
                day_ms = (day - _EPOCH).days * DAY_MS
                if day_ms + 2 * DAY_MS > begin_ms and day_ms - DAY_MS < end_ms:
                    others |= {(user_id, day + _ONE_DAY * shift) for shift in (-1, 0, 1)}
        return others

    def _days(
        self,
        wanted: set[UserDay],
        new_minutes: DataFrame,
        records: DataFrame,
        people: People,
        known_bodies: list[Body],
    ) -> DataFrame:
        day_reach = Reach(tuple(_span_of(user_id, day) for user_id, day in sorted(wanted)))
        night_reach = day_reach.padded(_NIGHT_MS, 2 * HOUR_MS)
        stored_minutes = self._earlier(MINUTE).where(
            day_reach.minutes() | ((F.col("metric") == "sleep_stage") & night_reach.minutes())
        )
        zones = self._small.zones(people)
        standing = standing_minutes(
            stored_minutes.unionByName(new_minutes.drop("date", "local_minute"))
        )
        told = days(
            DayInput(
                minutes=self._held.hold(on_local_days(standing, zones)),
                records=records,
                zones=zones,
                ranks=self._small.ranks(ranks(people, people.users(), _RANKED_RECORDS)),
                bodies=self._small.bodies(body_days(known_bodies, wanted)),
            ),
            self._held.hold,
        )
        dates = [day for _, day in wanted]
        stored = self._earlier(DAY).where(
            day_reach.people()
            & F.col("metric").isin(*metrics_of("quick"))
            & F.col("date").between(F.lit(min(dates)), F.lit(max(dates)))
        )
        different = changed(told, stored, self._small.days(wanted))
        rows = different.select(
            bucket_of("user_id").alias("user_bucket"),
            *("user_id", "date", "metric", "value", "detail"),
            F.lit(self._number).cast("bigint").alias("batch"),
        )
        return self._held.hold(rows)


@once
def _is_record() -> Column:
    """Match records: not by their types, which are no range that pages of a file have."""
    return F.col("record_id") > ""


def _long_spans(stored: DataFrame) -> list[tuple[str, int, int]]:
    """Return where samples of more than a minute lie, day by day."""
    long = (
        stored.where(~_is_record())
        .selectExpr(
            "user_id", "unix_millis(start_at) AS begin_ms", "unix_millis(end_at) AS end_ms"
        )
        .where(F.col("end_ms") - F.col("begin_ms") > MINUTE_MS)
        .groupBy("user_id", F.floor(F.col("begin_ms") / DAY_MS))
        .agg(F.min("begin_ms").alias("begin_ms"), F.max("end_ms").alias("end_ms"))
    )
    return [(row["user_id"], row["begin_ms"], row["end_ms"]) for row in long.collect()]


def _span_of(user_id: str, day: date) -> tuple[str, int, int]:
    """Return the time in which a calendar day can be, in whichever zone."""
    begin_ms = (day - _EPOCH).days * DAY_MS
    return user_id, begin_ms - _ZONES_APART_MS, begin_ms + DAY_MS + _ZONES_APART_MS
