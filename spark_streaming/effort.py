"""How Spark goes about a batch: few rows are walked through, many are compiled for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SMALL_ROWS: Final = 50_000
"""Up to here generating and compiling code for a batch takes longer than the batch."""

_WALKED: Final = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # Interpreted, it empties a cache for each row.
    "spark.sql.subexpressionElimination.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
}
_COMPILED: Final = {
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
    "spark.sql.subexpressionElimination.enabled": "true",
    "spark.sql.shuffle.partitions": "4",
}


def walk(spark: SparkSession) -> None:
    """Interpret what is planned from here on, in one task a stage."""
    _set(spark, _WALKED)


def suit(spark: SparkSession, rows: int) -> None:
    """Plan from here on for about so many rows."""
    _set(spark, _WALKED if rows <= SMALL_ROWS else _COMPILED)


def _set(spark: SparkSession, options: dict[str, str]) -> None:
    for name, value in options.items():
        spark.conf.set(name, value)
