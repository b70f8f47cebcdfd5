"""Frames of a few rows."""

from datetime import UTC, datetime


def frame(spark, columns, rows):
    """Rows given as dicts, as a frame; what they do not say is null.

    Args:
        spark: The session.
        columns: Name to Spark SQL type.
        rows: One dict a row.
    """
    ddl = ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
    return spark.createDataFrame([tuple(map(row.get, columns)) for row in rows], ddl)


def instant(epoch_ms):
    return datetime.fromtimestamp(epoch_ms / 1000, UTC)
