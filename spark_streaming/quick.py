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
from spark_streaming.arrival import Arrival, collected_facts
from spark_streaming.bodies import bodies, changed_spans
from spark_streaming.disturbance import Disturbance, disturbance
from spark_streaming.gold.day import DayInput, changed, days, metrics_of, touched_days
from spark_streaming.gold.grain import DAY_MS, MINUTE_MS
from spark_streaming.gold.minute import minutes, standing_minutes
from spark_streaming.people import People, changed_zones
from spark_streaming.priority import ranks
from spark_streaming.reach import HOUR_MS, RECORD_TYPES, Reach
from spark_streaming.silver.contributions import contributions
from spark_streaming.tables import SmallTables
from spark_streaming.weighings import daily_weights, weighings, with_told

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from schema.tables import Table
    from spark_streaming.bodies import Body
    from spark_streaming.held import Held
    from spark_streaming.lake import Lake

_WEST_MS: Final = 14 * HOUR_MS
_EAST_MS: Final = 14 * HOUR_MS
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
        held: Keeps what is used more than once.
    """

    def __init__(self, lake: Lake, number: int, arrived: Arrival, held: Held) -> None:
        self._lake = lake
        self._held = held
        self._number = number
        self._arrived = arrived
        self._small = SmallTables(lake.spark)
        self._told: dict[Table, DataFrame] = {}

    def tell(self) -> dict[Table, DataFrame]:
        """Return the new rows of each table that gets any."""
        arrived = self._arrived
        self._told[MESSAGE] = arrived.messages
        if arrived.has_facts:
            self._told[FACT] = arrived.facts
        reach = arrived.reach.with_people(fact.user_id for fact in arrived.known)
        if reach.users - {EVERYBODY}:
            self._tell_people(reach)
        return self._told

    def _tell_people(self, reach: Reach) -> None:
        whose = reach.with_people([EVERYBODY]).people()
        before = People(collected_facts(self._earlier(FACT).where(whose)))
        after = before.with_facts(self._arrived.known)
        shaken = disturbance(self._earlier(OBSERVATION), before, after, self._arrived.known)
        reach = reach.with_spans(shaken.spans)
        types = sorted((self._arrived.types | shaken.types) - set(RECORD_TYPES))

        contributed, has_long = self._contributed(reach, types, after, shaken)
        self._told[OBSERVATION] = contributed.where("is_new")
        if types:
            self._told[MINUTE] = self._minutes(contributed, types, after, has_long=has_long)
        self._tell_days(reach, contributed, before, after)

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
        records = F.col("type").isin(*RECORD_TYPES) & reach.people()
        return self._earlier(OBSERVATION).where(samples | records)

    def _minutes(
        self, contributed: DataFrame, types: list[str], people: People, *, has_long: bool
    ) -> DataFrame:
        samples = contributed.where(
            F.col("type").isin(*types) & (F.col("touched") | F.col("stands"))
        ).withColumn("counts", F.col("stands") & F.col("is_trusted"))
        believed = self._small.ranks(ranks(people, people.users(), types))
        told = minutes(samples, believed, self._number, types, has_long=has_long)
        return self._held.hold(told)

    def _tell_days(
        self, reach: Reach, contributed: DataFrame, before: People, after: People
    ) -> None:
        new_minutes = self._told.get(MINUTE, self._earlier(MINUTE).limit(0))
        records = contributed.where(F.col("type").isin(*RECORD_TYPES))
        zones = self._small.zones(after)
        touched = {
            (row["user_id"], row["date"])
            for row in touched_days(new_minutes, records.where("touched"), zones).collect()
        }
        known = weighings(self._earlier(MINUTE).where(reach.people()))
        left = with_told(known, new_minutes)
        users = reach.users - {EVERYBODY}
        old_bodies = bodies(before, daily_weights(known, before), users)
        new_bodies = bodies(after, daily_weights(left, after), users)

        wanted = touched | self._days_of_others(
            reach, changed_spans(old_bodies, new_bodies), changed_zones(before, after)
        )
        if wanted:
            self._told[DAY] = self._days(
                wanted, new_minutes, records.where("stands"), after, new_bodies
            )

    def _days_of_others(
        self,
        reach: Reach,
        body_spans: list[tuple[str, date, date]],
        zone_spans: list[tuple[str, int, int]],
    ) -> set[UserDay]:
        """Return the days on record that nothing arrived for, and that are others now."""
        if not body_spans and not zone_spans:
            return set()
        on_record = self._earlier(DAY).where(reach.people() & F.col("value").isNotNull())
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
        standing = standing_minutes(stored_minutes.unionByName(new_minutes))
        wanted_days = self._small.days(wanted)
        told = days(
            DayInput(
                minutes=self._held.hold(standing),
                records=records,
                zones=self._small.zones(people),
                ranks=self._small.ranks(ranks(people, people.users(), _RANKED_RECORDS)),
                bodies=self._small.bodies(known_bodies),
            ),
            wanted_days,
        )
        dates = [day for _, day in wanted]
        stored = self._earlier(DAY).where(
            day_reach.people()
            & F.col("metric").isin(*metrics_of("quick"))
            & F.col("date").between(F.lit(min(dates)), F.lit(max(dates)))
        )
        return self._held.hold(changed(told, stored, wanted_days, self._number))


def _long_spans(stored: DataFrame) -> list[tuple[str, int, int]]:
    """Return where samples of more than a minute lie, day by day."""
    long = (
        stored.where(~F.col("type").isin(*RECORD_TYPES))
        .select(
            "user_id",
            F.unix_millis("start_at").alias("begin_ms"),
            F.unix_millis("end_at").alias("end_ms"),
        )
        .where(F.col("end_ms") - F.col("begin_ms") > MINUTE_MS)
        .groupBy("user_id", F.floor(F.col("begin_ms") / DAY_MS))
        .agg(F.min("begin_ms").alias("begin_ms"), F.max("end_ms").alias("end_ms"))
    )
    return [(row["user_id"], row["begin_ms"], row["end_ms"]) for row in long.collect()]


def _span_of(user_id: str, day: date) -> tuple[str, int, int]:
    """Return the time in which a calendar day can be, in whichever zone."""
    begin_ms = (day - _EPOCH).days * DAY_MS
    return user_id, begin_ms - _EAST_MS, begin_ms + DAY_MS + _WEST_MS
