"""How Spark goes about a batch: few rows are walked through, many are compiled for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SMALL_ROWS: Final = 50_000
"""Up to here generating and compiling code for a batch takes longer than the batch."""

_TASKS: Final = "spark.sql.shuffle.partitions"

_WALKED: Final = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # Interpreted, it empties a cache for each row.
    "spark.sql.subexpressionElimination.enabled": "false",
    _TASKS: "1",
}
_COMPILED: Final = {
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
    "spark.sql.subexpressionElimination.enabled": "true",
    _TASKS: "4",
}


def walk(spark: SparkSession) -> None:
    """Interpret what is planned from here on, in one task a stage."""
    _set(spark, _WALKED)


def suit(spark: SparkSession, rows: int) -> None:
    """Plan from here on for about so many rows."""
    _set(spark, _WALKED if rows <= SMALL_ROWS else _COMPILED)


def gathered(frame: DataFrame, *keys: str) -> DataFrame:
    """Bring what belongs together into one task, once for all that is made of it by these keys.

    Left to itself, Spark moves rows again for each grouping by other keys, though what is
    together by some of them is together by all. What is walked through is in one task already.
    """
    is_walked = frame.sparkSession.conf.get(_TASKS) == _WALKED[_TASKS]
    return frame if is_walked else frame.repartition(*keys)


def _set(spark: SparkSession, options: dict[str, str]) -> None:
    for name, value in options.items():
        spark.conf.set(name, value)
