"""The Spark session of the one application that writes the lake."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyspark
from pyspark.sql import SparkSession

from infra.environment.places import class_archive

if TYPE_CHECKING:
    from collections.abc import Iterable

_DELTA = {
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
    "spark.databricks.delta.snapshotPartitions": "1",
    "spark.databricks.delta.retentionDurationCheck.enabled": "false",
    "spark.databricks.delta.properties.defaults.checkpointInterval": "100",
    # The lake is looked after by what costs less than Spark: infra.lake.upkeep.
    "spark.databricks.delta.autoCompact.enabled": "false",
    "spark.databricks.delta.properties.defaults.enableExpiredLogCleanup": "false",
}

_SMALL_BATCHES = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    # A batch's plans are of several hundred classes; compiled anew they cost more than they do.
    "spark.sql.codegen.cache.maxEntries": "5000",
    # A join or window on (person, …) is content with rows that lie together by person.
    "spark.sql.requireAllClusterKeysForCoPartition": "false",
    # A table's files are named one by one; looking at them needs no job.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000000",
    # Hundreds of small files are read by few tasks.
    "spark.sql.files.openCostInBytes": str(128 * 1024),
    # Each sort takes a page, by default of sixteen MiB, for rows of some hundred KiB.
    "spark.buffer.pageSize": "1m",
    # A person's days lie near each other: small row groups are skipped by their statistics.
    "spark.hadoop.parquet.block.size": str(8 * 1024 * 1024),
    "spark.hadoop.parquet.page.row.count.limit": "1000",
    # The default, INT96, has no statistics to skip anything by.
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.streaming.stateStore.minDeltasForSnapshot": "10",
    "spark.sql.streaming.minBatchesToRetain": "20",
    "spark.scheduler.mode": "FAIR",
    # What only Spark's own pages would show is kept on the heap.
    "spark.ui.retainedJobs": "20",
    "spark.ui.retainedStages": "20",
    "spark.ui.retainedTasks": "200",
    "spark.sql.ui.retainedExecutions": "20",
}

_WITHOUT_CHECKSUMS = {
    # Files of a local lake are written by others too, beside whom Hadoop's checksums grow old.
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
    "spark.hadoop.fs.AbstractFileSystem.file.impl": "org.apache.hadoop.fs.local.RawLocalFs",
}

_JAVA_OPTIONS = (
    # Deep plans overflow the stack of a stream's thread.
    "-Xss8m",
    "-XX:+UseSerialGC",
    # A plan's classes fill it; below this, Java collects all of the heap to make room for them.
    "-XX:MetaspaceSize=512m",
    # A plan's classes run for seconds: by Java's own thresholds, optimizing them takes as long.
    "-XX:Tier4InvocationThreshold=60000",
    "-XX:Tier4MinInvocationThreshold=7200",
    "-XX:Tier4CompileThreshold=180000",
    "-XX:Tier4BackEdgeThreshold=320000",
    # Planning calls ten thousand methods a few hundred times each: not worth a compiler either.
    "-XX:Tier3InvocationThreshold=600",
    "-XX:Tier3MinInvocationThreshold=300",
    "-XX:Tier3CompileThreshold=6000",
    # A plan of many sums is one method, larger than Java compiles by itself.
    "-XX:-DontCompileHugeMethods",
)


_NAMES = {
    "functions": ("col", "lit"),
    "org.apache.spark.sql.functions": (
        *("broadcast", "coalesce", "col", "expr", "floor", "greatest", "lit", "max"),
        *("min", "not", "struct", "sum", "unix_millis", "when"),
    ),
    "PythonUtils": ("toSeq",),
    "PythonSQLUtils": ("fn", "lambdaFunction", "unresolvedNamedLambdaVariable"),
}
"""Java's classes, and methods of them, that columns are made by."""


@dataclass(frozen=True)
class S3:
    """Where an S3 lake is, and by what it opens."""

    endpoint: str | None
    region: str
    access_key: str | None
    secret_key: str | None


@dataclass(frozen=True)
class SparkPlace:
    """Where Spark runs and what it may take.

    Attributes:
        master: `local[*]`, or the address of a cluster.
        jars: Folders of jars; those that pyspark brings itself are left out.
        driver_memory: Heap of the driver, as the JVM writes it (`1g`).
        scratch: Local folder for shuffles and spills.
        s3: Set where the lake is a bucket.
        keep: Where Java is to leave its classes when it ends; see `infra.rehearsal`.
    """

    master: str
    jars: tuple[Path, ...]
    driver_memory: str
    scratch: Path
    s3: S3 | None = None
    keep: Path | None = None


def spark_session(name: str, place: SparkPlace) -> SparkSession:
    """Start Spark; a process has one session, and whoever starts it stops it."""
    options = {
        **_DELTA,
        **_SMALL_BATCHES,
        "spark.driver.memory": place.driver_memory,
        "spark.driver.extraJavaOptions": " ".join(
            (
                *_JAVA_OPTIONS,
                *_archive_options(place),
                f"-Dderby.system.home={place.scratch}",
            )
        ),
        "spark.driver.bindAddress": "127.0.0.1"
        if place.master.startswith("local")
        else "0.0.0.0",  # noqa: S104 a cluster's workers call back
        "spark.local.dir": str(place.scratch),
        "spark.sql.warehouse.dir": str(place.scratch / "warehouse"),
        "spark.sql.session.timeZone": "UTC",
        # Every call of a function would ask the JVM where it was made.
        "spark.python.sql.dataFrameDebugging.enabled": "false",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        **_lake_options(place.s3),
    }
    jars = [str(jar) for jar in _own_jars(place.jars)]
    if place.master.startswith("local"):
        options["spark.driver.host"] = "127.0.0.1"
        # Java keeps classes of its class path only, and Spark would copy all other jars first.
        os.environ["SPARK_DIST_CLASSPATH"] = os.pathsep.join(jars)
    else:
        options["spark.jars"] = ",".join(jars)

    builder = SparkSession.builder.appName(name).master(place.master)
    for key, value in options.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("WARN")
    _remember_names(session)
    return session


def _remember_names(session: SparkSession) -> None:
    """Keep what names mean in Java: PySpark asks at each use, some 2,400 times for a batch.

    Java answers by a look into every jar where a name, like `functions`, is no class of itself.
    """
    java: Any = session.sparkContext._jvm  # noqa: SLF001
    for name, methods in _NAMES.items():
        found = getattr(java, name)
        for method in methods:
            setattr(found, method, getattr(found, method))
        setattr(java, name, found)


def _archive_options(place: SparkPlace) -> list[str]:
    archives = [class_archive(folder) for folder in place.jars]
    options = [f"-XX:SharedArchiveFile={archive}" for archive in archives if archive.exists()]
    if place.keep is not None:
        options = [f"-XX:ArchiveClassesAtExit={place.keep}"]
    # An archive of another Java is nothing to worry about.
    return [*options, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"] if options else []


def _own_jars(folders: Iterable[Path]) -> list[Path]:
    """Return the jars that pyspark does not bring itself, whatever their version."""
    home = Path(os.environ.get("SPARK_HOME") or Path(pyspark.__file__).parent)
    brought = {jar.name for jar in (home / "jars").glob("*.jar")}
    return [
        jar
        for folder in folders
        for jar in sorted(folder.glob("*.jar"))
        if jar.name not in brought
    ]


def _lake_options(s3: S3 | None) -> dict[str, str]:
    if s3 is None:
        return _WITHOUT_CHECKSUMS
    given = {
        "spark.hadoop.fs.s3a.endpoint": s3.endpoint,
        "spark.hadoop.fs.s3a.endpoint.region": s3.region,
        "spark.hadoop.fs.s3a.access.key": s3.access_key,
        "spark.hadoop.fs.s3a.secret.key": s3.secret_key,
        "spark.hadoop.fs.s3a.path.style.access": "true",
    }
    return {key: value for key, value in given.items() if value is not None}
