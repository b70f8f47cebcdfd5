"""Files beside the tables, wherever the lake is: Hadoop's file systems have no Python face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def exists(spark: SparkSession, address: str) -> bool:
    """Tell whether there is a file or folder at an address."""
    path, files = _at(spark, address)
    return bool(files.exists(path))


def _at(spark: SparkSession, address: str) -> tuple[Any, Any]:
    jvm: Any = spark.sparkContext._jvm  # noqa: SLF001
    path = jvm.org.apache.hadoop.fs.Path(address)
    options = spark._jsparkSession.sessionState().newHadoopConf()  # noqa: SLF001
    return path, path.getFileSystem(options)
