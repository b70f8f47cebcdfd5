"""A lake that is written as the quick stream writes it, from messages that need no Kafka."""

from collections import defaultdict
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

import msgspec
import pytest

from schema.events.envelope import Envelope
from schema.tables import DAY, MINUTE, OBSERVATION
from spark_streaming.bronze import LOG_COLUMNS, messages
from spark_streaming.delta.lake_tables import LakeTables
from spark_streaming.frames import small_frame
from spark_streaming.gold.day import metrics_of
from spark_streaming.lake import Lake
from spark_streaming.memory import Memory
from spark_streaming.progress import Progress, Turn
from spark_streaming.quick import quick_batch
from spark_streaming.writing import Writing

APPENDED_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


class PowerCutError(Exception):
    """The process ends here."""


class FragileTables(LakeTables):
    """Tables whose writer dies instead of writing some of them."""

    lost = frozenset()

    def append_rows(self, table, rows):
        self.last_through(table)
        super().append_rows(table, rows)

    def last_through(self, table):
        if table in self.lost:
            raise PowerCutError(table.path)


class FragileLake(Lake, FragileTables):
    """The same as Spark writes them."""

    def append(self, table, rows, about=0):
        self.last_through(table)
        super().append(table, rows, about)


class Log:
    """Numbers messages as they are appended."""

    def __init__(self):
        self._offsets = count()

    def append(self, *said):
        """Return the messages as they are on the log, a row each."""
        return [self._row(one) for one in said]

    def _row(self, said):
        topic = "events" if isinstance(said, Envelope) else "facts"
        value = msgspec.json.encode(said).decode()
        return topic, 0, next(self._offsets), APPENDED_AT, said.user_id, value


class QuickLake:
    """A log, and the lake that is written from it batch by batch.

    Args:
        spark: The session.
        folder: An empty lake.
    """

    def __init__(self, spark, folder):
        self.lake = FragileLake(spark, str(folder))
        self.log = Log()
        self.lose_checkpoint()

    def lose_checkpoint(self):
        """Begin as with Spark's own account of the stream gone."""
        self.generation, self.turn = uuid4().hex, 0
        self.begin()

    def begin(self):
        """Begin the process: what it had in memory is gone."""
        self.progress = Progress(self.lake, "quick", self.generation)
        self.memory = Memory(self.lake, self.progress.unfinished)

    def write(self, logged, lost=()):
        """Write one batch, or as much of it as comes before the power is cut."""
        self.lake.lost = frozenset(lost)
        number, turn = self.progress.next, Turn(self.generation, self.turn)
        log = messages(small_frame(self.lake.spark, LOG_COLUMNS, logged), number)
        with quick_batch(self.lake, log, number, self.memory) as batch:
            with Writing(self.lake, self.progress.mark(batch.arrived.count)) as writing:
                batch.tell(writing.tell)
            self.progress.commit({}, turn)
            batch.remember()
        self.turn += 1

    def say(self, *said):
        """Append messages to the log, and write them as one batch."""
        self.write(self.log.append(*said))


class Versions:
    """All that a lake says, on the driver; what stands is the newest, of each key."""

    def __init__(self, lake):
        self.minutes = _by_key(lake, MINUTE)
        self.days = _by_key(lake, DAY)
        self.contributions = lake.read(OBSERVATION).orderBy("batch", "sequence").collect()

    def day(self, user_id, date, metric):
        """The newest version of a value of a day; null where there never was one."""
        versions = self.days.get((user_id, date, metric))
        return versions[-1] if versions else None

    def value(self, user_id, date, metric):
        version = self.day(user_id, date, metric)
        return version and version["value"]

    def values(self, user_id, metric):
        """The standing values of a person's days, by date as text."""
        return {
            str(date): versions[-1]["value"]
            for (user, date, name), versions in sorted(self.days.items())
            if (user, name) == (user_id, metric) and versions[-1]["value"] is not None
        }

    def minute(self, user_id, metric, minute_at):
        return self.minutes[user_id, metric, minute_at][-1]

    def standing_minutes(self, user_id=None):
        """What stands of minutes, by key; of one person or all."""
        return {
            key: {name: row[name] for name in MINUTE.columns if name != "batch"}
            for key, (*_, row) in self.minutes.items()
            if row["count"] and user_id in {None, row["user_id"]}
        }

    def standing_days(self):
        """What stands of days and needs no other day, by key: value and detail."""
        standing = {
            key: (row["value"], row["detail"])
            for key, (*_, row) in self.days.items()
            if row["metric"] in metrics_of("quick")
        }
        return {key: said for key, said in standing.items() if said != (None, None)}

    def told(self):
        """Each contribution but for its batch, in an order of its own."""
        kept = [name for name in OBSERVATION.columns if name not in {"batch", "sequence"}]
        rows = [{name: row[name] for name in kept} for row in self.contributions]
        return sorted(rows, key=str)


def _by_key(lake, table):
    versions = defaultdict(list)
    for row in lake.read(table).orderBy("batch").collect():
        versions[tuple(_text(row[name]) for name in table.key)].append(row)
    return versions


def _text(part):
    """Keys as tests write them: `2026-11-02` and `2026-11-02 07:30`."""
    if isinstance(part, datetime):
        return f"{part.astimezone(UTC):%Y-%m-%d %H:%M}"
    return str(part)


def same_gold(one, other):
    """Tell whether the same stands: sums exactly, the rest within 1e-9."""
    if one.standing_minutes() != other.standing_minutes():
        return False
    days, others = one.standing_days(), other.standing_days()
    values = {key: value for key, (value, _) in days.items() if value is not None}
    other_values = {key: value for key, (value, _) in others.items() if value is not None}
    details = {key: detail for key, (_, detail) in days.items()}
    return details == {key: detail for key, (_, detail) in others.items()} and (
        values == pytest.approx(other_values, rel=1e-9)
    )
