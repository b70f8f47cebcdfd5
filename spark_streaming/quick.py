"""One quick batch: what arrived, laid on what is there, grain on grain.

Everything is computed from what arrived and from rows of earlier batches, so that a batch
that is begun again after a crash tells the same, whichever of its writes were done.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.facts import EVERYBODY
from schema.tables import DAY, FACT, MESSAGE, MINUTE, OBSERVATION
from spark_streaming.arrival import arrival
from spark_streaming.bodies import bodies, body_days, changed_spans
from spark_streaming.columns import once
from spark_streaming.days_told import (
    UserDay,
    days_of_minutes,
    days_of_others,
    days_of_records,
)
from spark_streaming.disturbance import Disturbance, disturbance
from spark_streaming.effort import SMALL_ROWS, suit, walk
from spark_streaming.gold.calendar import on_local_days
from spark_streaming.gold.day import DayInput, changed, days, metrics_told
from spark_streaming.gold.grain import DAY_MS, MINUTE_MS, long_spans
from spark_streaming.gold.minute import minutes, standing_minutes
from spark_streaming.gold.sleep import LONGEST_AWAKE_MIN
from spark_streaming.held import Held
from spark_streaming.local_days import day_spans
from spark_streaming.people import changed_zones
from spark_streaming.priority import OWNING, default_orders, ranks
from spark_streaming.reach import HOUR_MS, RECORD_TYPES, Reach
from spark_streaming.silver.candidates import bucket_of
from spark_streaming.silver.contributions import contributions
from spark_streaming.tables import SmallTables
from spark_streaming.weighings import daily_weights, with_told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import Column, DataFrame

    from schema.tables import Table
    from spark_streaming.arrival import Arrival
    from spark_streaming.bodies import Body
    from spark_streaming.lake import Lake
    from spark_streaming.memory import Memory
    from spark_streaming.people import People
    from spark_streaming.weighings import Weighings

_NIGHT_MS: Final = 26 * HOUR_MS
_NEAR_MS: Final = 5 * 24 * HOUR_MS
"""Further than any record of a day, or of the night before it, is from the day's samples."""

_RANKED_RECORDS: Final = ("workout", "sleep")


@contextmanager
def quick_batch(
    lake: Lake, log: DataFrame, number: int, memory: Memory
) -> Iterator[QuickBatch]:
    """Look at what arrived, and plan for as much as it is; let go of everything at the end.

    Args:
        lake: Where earlier batches are.
        log: Columns of `bronze/message`.
        number: The batch's number.
        memory: What is known of people up to the batch before.
    """
    held = Held()
    try:
        walk(lake.spark)
        arrived = arrival(log, held)
        yield QuickBatch(lake, number, arrived, memory, held)
    finally:
        held.release()


class QuickBatch:
    """The computation of one batch; nothing is written here.

    Args:
        lake: Where earlier batches are.
        number: The batch's number: only rows of lower ones are looked at.
        arrived: What came in.
        memory: What is known of people up to the batch before.
        held: Keeps what is used more than once.

    Attributes:
        arrived: As given.
        days: Its rows of `gold/day`, if there are any, once it was told.
    """

    def __init__(
        self, lake: Lake, number: int, arrived: Arrival, memory: Memory, held: Held
    ) -> None:
        self._lake = lake
        self._number = number
        self.arrived = arrived
        self._memory = memory
        self._held = held
        self._small = SmallTables(lake.spark)
        self._weighings: Weighings = {}
        self._minutes_in_hand = 0
        self.days: DataFrame | None = None
        self._take_in_hand(arrived.minutes)

    def tell(self, tell: Callable[[Table, DataFrame], None]) -> None:
        """Tell the new rows of each table that gets any, as soon as they are known."""
        arrived = self.arrived
        tell(MESSAGE, arrived.messages)
        if arrived.has_facts:
            tell(FACT, arrived.facts)
        reach = arrived.reach.with_people(fact.user_id for fact in arrived.known)
        if EVERYBODY in reach.users:
            reach = reach.with_people(self._with_other_defaults())
        if reach.users:
            self._tell_people(reach, tell)

    def remember(self) -> None:
        """Keep what is known of its people now in memory, once it is committed."""
        self._memory.learn(self.arrived.known, self._weighings)

    def _tell_people(self, reach: Reach, tell: Callable[[Table, DataFrame], None]) -> None:
        before, weighed = self._memory.recall(reach.users, self._number)
        after = before.with_facts(self.arrived.known)
        shaken = disturbance(self._earlier(OBSERVATION), before, after, self.arrived.known)
        self._take_in_hand(shaken.minutes)
        reach = reach.with_spans(shaken.spans)
        users = reach.users - {EVERYBODY}
        if not users:
            return
        types = sorted((self.arrived.types | shaken.types) - set(RECORD_TYPES))
        contributed, has_long = self._contributed(reach, types, after, shaken)
        tell(OBSERVATION, contributed.where("is_new"))

        new_minutes = self._minutes(contributed, types, after, has_long=has_long)
        if types:
            tell(MINUTE, new_minutes)
        is_weighed = "body_weight" in types
        self._weighings = with_told(weighed, new_minutes) if is_weighed else weighed

        old_bodies = bodies(before, daily_weights(weighed, before, users), users)
        new_bodies = bodies(after, daily_weights(self._weighings, after, users), users)
        records = contributed.where(_is_record())
        wanted = days_of_minutes(new_minutes)
        if shaken.rows is not None or self.arrived.types & set(RECORD_TYPES):
            wanted |= days_of_records(records.where("touched"), after)
        other_bodies = changed_spans(old_bodies, new_bodies)
        other_zones = changed_zones(before, after)
        if other_bodies or other_zones:
            on_record = self._earlier(DAY).where(reach.people())
            others = days_of_others(on_record, other_bodies, other_zones)
            self._take_in_hand(len(others) * DAY_MS // MINUTE_MS)
            wanted |= others
        if wanted:
            standing = records.where("stands")
            self.days = self._days(wanted, new_minutes, standing, after, new_bodies)
            tell(DAY, self.days)

    def _take_in_hand(self, minutes: int) -> None:
        """Plan from here on for so many more minutes, of all that is to be gone through."""
        self._minutes_in_hand += minutes
        suit(self._lake.spark, self._minutes_in_hand)
        self._held.is_small = self._minutes_in_hand <= SMALL_ROWS

    def _is_of_samples(self) -> bool:
        """Tell whether only days are told anew that samples arrived in, and no body is."""
        others = {*RECORD_TYPES, "body_weight"}
        return not self.arrived.known and self.arrived.types.isdisjoint(others)

    def _with_other_defaults(self) -> set[str]:
        """Return whose sources are believed otherwise when what holds by default is another."""
        before, _ = self._memory.recall({EVERYBODY}, self._number)
        after = before.with_facts(self.arrived.known)
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
        undone = {user_id for user_id, _ in people.undone_imports()}
        unsure = Reach(others=frozenset(undone & reach.users))
        stored = self._held.hold(self._stored(reach, types, unsure))
        long = long_spans(stored.where(~_is_record()))
        for _ in range(2):
            wider = [span for span in long if not reach.covers(*span)]
            if not wider:
                break
            reach = reach.with_spans(wider)
            stored = self._held.hold(self._stored(reach, types, unsure))
            long = long_spans(stored.where(~_is_record()))
        laid = contributions(
            stored,
            self.arrived.samples,
            self._small.undone(people),
            shaken.rows,
            None if self._held.is_small else self._held.hold,
        )
        return self._held.hold(laid), self.arrived.has_long or bool(long)

    def _stored(self, reach: Reach, types: list[str], unsure: Reach) -> DataFrame:
        """Return earlier rows; of records whatever may belong to an identity that is near.

        What is new follows nothing that stands: the rest may move or end what is near. Where
        an import was taken back, what it followed may stand again.
        """
        samples = F.col("type").isin(*types) & reach.intervals()
        records = _is_record() & reach.people()
        if self._is_of_samples():
            is_near = reach.padded(_NEAR_MS, _NEAR_MS).intervals()
            records &= is_near | (F.col("effect") != "new") | unsure.people()
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

    def _days(
        self,
        wanted: set[UserDay],
        new_minutes: DataFrame,
        records: DataFrame,
        people: People,
        known_bodies: list[Body],
    ) -> DataFrame:
        has_nights = not self._is_of_samples() or "sleep_stage" in self.arrived.types
        day_reach = Reach(tuple(day_spans(sorted(wanted), people)))
        night_reach = day_reach.padded(_NIGHT_MS, LONGEST_AWAKE_MIN * MINUTE_MS)
        in_reach = day_reach.minutes()
        if has_nights:
            in_reach |= (F.col("metric") == "sleep_stage") & night_reach.minutes()
        zones = self._small.zones(people)
        standing = standing_minutes(
            self._earlier(MINUTE)
            .where(in_reach)
            .unionByName(new_minutes.drop("date", "local_minute"))
        )
        told = days(
            DayInput(
                minutes=self._held.hold(on_local_days(standing, zones)),
                records=records.where(night_reach.intervals()),
                zones=zones,
                ranks=self._small.ranks(ranks(people, people.users(), _RANKED_RECORDS)),
                bodies=self._small.bodies(body_days(known_bodies, wanted)),
                has_nights=has_nights,
            ),
            self._held.hold,
        )
        dates = [day for _, day in wanted]
        stored = self._earlier(DAY).where(
            day_reach.people()
            & _is_told(has_nights)
            & F.col("date").between(F.lit(min(dates)), F.lit(max(dates)))
        )
        different = changed(told, stored, self._small.days(wanted))
        bucket = bucket_of("user_id").alias("user_bucket")
        batch = F.lit(self._number).cast("bigint").alias("batch")
        return self._held.hold(
            different.select(bucket, "user_id", "date", "metric", "value", "detail", batch)
        )


@once
def _is_record() -> Column:
    """Match records: not by their types, which are no range that pages of a file have."""
    return F.col("record_id") > ""


@once
def _is_told(has_nights: bool) -> Column:  # noqa: FBT001
    return F.col("metric").isin(*metrics_told(has_nights=has_nights))
