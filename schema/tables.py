"""Each table of the lakehouse: columns, key, layout; shared by its writer and its readers.

Tables are only appended to. A row is a version: of the rows of one key that with the highest
`(batch, sequence)` stands, or, in gold, the highest `batch`. `user_bucket` is the partition:
whoever knows the person reads one sixteenth of a table.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

USER_BUCKETS = 16


def user_bucket(user_id: str) -> int:
    """Return a person's partition: CRC-32 of the id, modulo 16, as Spark's `crc32` has it."""
    return zlib.crc32(user_id.encode()) % USER_BUCKETS


@dataclass(frozen=True, eq=False)
class Table:
    """One table of the lakehouse.

    Attributes:
        layer: `bronze`, `silver` or `gold`.
        name: Its folder within the layer.
        columns: Name to Spark SQL type, in order.
        key: What a row is a version of.
        sort: The order within a file as it is appended.
        partition: The partition column, if there is one.
    """

    layer: str
    name: str
    columns: dict[str, str]
    key: tuple[str, ...]
    sort: tuple[str, ...] = ()
    partition: str | None = None

    @property
    def path(self) -> str:
        """The table's folder, relative to the lake."""
        return f"{self.layer}/{self.name}"

    @property
    def ddl(self) -> str:
        """The columns as a Spark SQL schema."""
        return ", ".join(f"`{name}` {kind}" for name, kind in self.columns.items())


MESSAGE = Table(
    layer="bronze",
    name="message",
    columns={
        "received_date": "DATE",
        "topic": "STRING",
        "kafka_partition": "INT",
        "kafka_offset": "BIGINT",
        "appended_at": "TIMESTAMP",
        "user_id": "STRING",
        "value": "STRING",
        "batch": "BIGINT",
    },
    key=("topic", "kafka_partition", "kafka_offset", "batch"),
    sort=("user_id", "kafka_offset"),
    partition="received_date",
)
"""Every message of `events` and `facts`, as it was appended to the log."""

OBSERVATION = Table(
    layer="silver",
    name="observation",
    columns={
        "user_bucket": "INT",
        "user_id": "STRING",
        "source_id": "STRING",
        "type": "STRING",
        "record_id": "STRING",  # empty for samples
        "start_at": "TIMESTAMP",
        "end_at": "TIMESTAMP",
        "value": "DOUBLE",
        "category": "STRING",
        "record": "STRING",  # a record's fields as JSON
        "is_trusted": "BOOLEAN",  # inside the range a body can produce
        "operation": "STRING",  # put | retract
        "effect": "STRING",  # new | revised | same | retracted: what it did to its identity
        "import_id": "STRING",
        "door": "STRING",
        "event_id": "STRING",
        "received_at": "TIMESTAMP",
        "batch": "BIGINT",
        "sequence": "BIGINT",
    },
    key=("user_id", "source_id", "type", "record_id", "start_at", "end_at"),
    sort=("type", "user_id", "start_at"),
    partition="user_bucket",
)
"""Contributions: what each event said of an identity. A record's key ends at `record_id`.

The state of an identity is the latest contribution among those whose import is not undone; a
retraction in that place means that nothing is there. A contribution that says again what the
same import (or no import) said last is not written.
"""

FACT = Table(
    layer="silver",
    name="fact",
    columns={
        "user_bucket": "INT",
        "user_id": "STRING",
        "kind": "STRING",
        "key": "STRING",
        "valid_from": "TIMESTAMP",
        "recorded_at": "TIMESTAMP",
        "payload": "STRING",
        "fact_id": "STRING",
        "batch": "BIGINT",
        "sequence": "BIGINT",
    },
    key=("user_id", "kind", "key", "valid_from"),
    sort=("user_id", "kind", "key", "valid_from"),
    partition="user_bucket",
)
"""Structured data with the time since when it holds. The earliest of a key holds before too."""

MINUTE = Table(
    layer="gold",
    name="minute",
    columns={
        "user_bucket": "INT",
        "user_id": "STRING",
        "metric": "STRING",
        "minute_at": "TIMESTAMP",
        "source_id": "STRING",
        "total": "BIGINT",  # additive metrics, in their small unit (schema.units)
        "mean": "DOUBLE",  # of levels; of a state (weight) the minute's last reading
        "minimum": "DOUBLE",
        "maximum": "DOUBLE",
        "covered_ms": "BIGINT",  # how much of the minute its intervals speak of; 0 for instants
        "count": "BIGINT",  # 0: an empty version, the minute lost its last event
        "category": "STRING",
        "batch": "BIGINT",
    },
    key=("user_id", "metric", "minute_at"),
    sort=("user_id", "minute_at", "metric"),
    partition="user_bucket",
)

DAY = Table(
    layer="gold",
    name="day",
    columns={
        "user_bucket": "INT",
        "user_id": "STRING",
        "date": "DATE",  # the person's calendar day, in the zone that held then
        "metric": "STRING",
        "value": "DOUBLE",  # null: an empty version
        "detail": "STRING",  # JSON: method, parts, drivers, what is missing
        "batch": "BIGINT",
    },
    key=("user_id", "date", "metric"),
    sort=("user_id", "metric", "date"),
    partition="user_bucket",
)

FEATURE = Table(
    layer="gold",
    name="feature",
    columns={
        "user_bucket": "INT",
        "user_id": "STRING",
        "feature": "STRING",
        "as_of": "DATE",
        "value": "DOUBLE",
        "batch": "BIGINT",
    },
    key=("user_id", "feature", "as_of"),
    sort=("user_id", "feature", "as_of"),
    partition="user_bucket",
)
"""What the recommender learns from, as it was on a day."""

MANIFEST = Table(
    layer="gold",
    name="manifest",
    columns={
        "stream": "STRING",  # quick | slow
        "batch": "BIGINT",
        "generation": "STRING",  # of the checkpoint
        "committed_at": "TIMESTAMP",
        "offsets": "STRING",  # JSON: topic to partition to next offset
        "versions": "STRING",  # JSON: table path to Delta version
    },
    key=("stream", "batch"),
)
"""One row for each committed batch; whoever reads several tables reads at one row of it."""

TABLES = (MESSAGE, OBSERVATION, FACT, MINUTE, DAY, FEATURE, MANIFEST)
