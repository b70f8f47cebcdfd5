"""Where Spark runs, and the lake it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.environment.places import jars_folder
from infra.lake import lake_place
from infra.spark_session import S3, SparkPlace
from spark_streaming.delta.lake_tables import Place
from spark_streaming.lake import Lake

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

    from infra.settings import Settings

BUCKET = "s3a://"


def spark_place(settings: Settings, scratch: Path | None = None) -> SparkPlace:
    """Return where Spark runs and what it may take.

    Args:
        settings: Of the house.
        scratch: Folder of one session's own; the role's by default.
    """
    is_bucket = settings.lake_url.startswith(BUCKET)
    secret = settings.s3_secret_key
    s3 = S3(
        settings.s3_endpoint,
        settings.s3_region,
        settings.s3_access_key,
        secret.get_secret_value() if secret else None,
    )
    return SparkPlace(
        settings.spark_master,
        (jars_folder("spark"), *((jars_folder("s3"),) if is_bucket else ())),
        settings.spark_driver_memory,
        scratch or settings.home / "spark",
        s3 if is_bucket else None,
    )


def written_lake(settings: Settings, spark: SparkSession) -> Lake:
    """Return the lake of the house, to be written."""
    return Lake(spark, settings.lake_url, Place(*lake_place(settings)))
