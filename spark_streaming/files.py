"""Files beside the tables, wherever the lake is: Hadoop's file systems have no Python face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def exists(spark: SparkSession, address: str) -> bool:
    """Tell whether there is a file or folder at an address."""
    path, files = _at(spark, address)
    return bool(files.exists(path))


def read_text(spark: SparkSession, address: str) -> str:
    """Return what a small file says, in UTF-8."""
    path, files = _at(spark, address)
    file = files.open(path)
    try:
        jvm: Any = spark.sparkContext._jvm  # noqa: SLF001
        return str(jvm.org.apache.commons.io.IOUtils.toString(file, "UTF-8"))
    finally:
        file.close()


def _at(spark: SparkSession, address: str) -> tuple[Any, Any]:
    jvm: Any = spark.sparkContext._jvm  # noqa: SLF001
    path = jvm.org.apache.hadoop.fs.Path(address)
    options = spark._jsparkSession.sessionState().newHadoopConf()  # noqa: SLF001
    return path, path.getFileSystem(options)
