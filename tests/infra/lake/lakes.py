import json
from datetime import UTC, datetime, timedelta

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from infra.lake import DeltaLakehouse
from schema.tables import DAY, FACT, FEATURE, MANIFEST, MINUTE, OBSERVATION, TABLES, user_bucket
from spark_streaming.delta.arrow import arrow_schema

ANNA = "0b5f6a3e-6c1d-4c2b-9a55-0d7a3a1c9e01"
BRUNO = "7d4a2c18-93f0-4f6e-8f0a-5a1f2b3c4d02"
WATCH = "11111111-1111-4111-8111-111111111111"
PHONE = "22222222-2222-4222-8222-222222222222"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEGIN = datetime(2026, 11, 23, 6, tzinfo=UTC)


class Lake:
    """A lake on disk: rows go in by batch, a manifest closes each."""

    def __init__(self, folder, access=None):
        self.folder = folder
        self.access = access
        self.sequence = 0

    def open(self):
        return DeltaLakehouse(str(self.folder))

    def write(self, table, *rows):
        """Append rows; what they do not say is null."""
        whole = [dict.fromkeys(table.columns) | row for row in rows]
        for row in whole:
            if "user_bucket" in row:
                row["user_bucket"] = user_bucket(row["user_id"])
        write_deltalake(
            f"{self.folder}/{table.path}",
            pa.Table.from_pylist(whole, arrow_schema(table)),
            mode="append",
            storage_options=self.access,
            partition_by=[table.partition] if table.partition else None,
        )

    def day(self, day, batch=0, user_id=ANNA, detail=None, **metrics):
        told = None if detail is None else json.dumps(detail)
        whose = {"user_id": user_id, "date": day, "batch": batch, "detail": told}
        self.write(DAY, *(whose | {"metric": m, "value": v} for m, v in metrics.items()))

    def minute(self, metric, minute_at, batch=0, **columns):
        self.minutes(metric, [minute_at], batch, **columns)

    def minutes(self, metric, times, batch=0, **columns):
        row = {
            "user_id": ANNA,
            "metric": metric,
            "source_id": WATCH,
            "count": 1,
            "batch": batch,
        }
        self.write(MINUTE, *(row | {"minute_at": at} | columns for at in times))

    def said(self, kind, start_at=NOON, batch=0, **columns):
        """Append one contribution to silver."""
        self.sequence += 1
        row = {
            "user_id": ANNA,
            "source_id": WATCH,
            "type": kind,
            "record_id": "",
            "start_at": start_at,
            "end_at": start_at,
            "is_trusted": True,
            "operation": "put",
            "effect": "new",
            "batch": batch,
            "sequence": self.sequence,
        }
        if "record" in columns:
            columns["record"] = json.dumps(columns["record"])
        self.write(OBSERVATION, row | columns)

    def fact(self, kind, key="", valid_from=BEGIN, batch=0, **payload):
        self.sequence += 1
        row = {
            "user_id": ANNA,
            "kind": kind,
            "key": key,
            "valid_from": valid_from,
            "payload": json.dumps(payload),
            "batch": batch,
            "sequence": self.sequence,
        }
        self.write(FACT, row)

    def feature(self, as_of, batch=0, **features):
        row = {"user_id": ANNA, "as_of": as_of, "batch": batch}
        self.write(FEATURE, *(row | {"feature": n, "value": v} for n, v in features.items()))

    def commit(self, batch=0, stream="quick", at=NOON):
        """Close a batch."""
        row = {"stream": stream, "batch": batch, "committed_at": at}
        self.write(MANIFEST, row | {"versions": json.dumps(self.versions())})

    def versions(self):
        addresses = {table.path: f"{self.folder}/{table.path}" for table in TABLES}
        return {
            path: DeltaTable(address, storage_options=self.access).version()
            for path, address in addresses.items()
            if path != MANIFEST.path and DeltaTable.is_deltatable(address, self.access)
        }


def after(minutes=0, hours=0, days=0):
    return NOON + timedelta(days=days, hours=hours, minutes=minutes)
