"""Role `spark`: the only writer of the lake."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from infra.environment.places import jars_folder
from infra.kafka.topics import Topic, ensure_topics, partition_counts
from infra.object_store import ensure_bucket
from infra.spark_session import S3, SparkPlace, spark_session
from schema.errors import LogUnavailableError
from spark_streaming.lake import Lake
from spark_streaming.queries import LogPlace, QuickStream, SlowStream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyspark.sql import SparkSession
    from pyspark.sql.streaming.query import StreamingQuery

    from infra.composition import House
    from infra.settings import Settings
    from schema.events.envelope import Change

_log = logging.getLogger(__name__)
_FOLLOWED = (Topic.EVENTS, Topic.FACTS)
_LOOK_EVERY_S = 0.25
_BUCKET = "s3a://"


async def run(house: House, ready: Callable[[], None]) -> None:
    """Write the lake until cancelled; ready once a first batch went through."""
    settings, loop = house.settings, asyncio.get_running_loop()

    def announce(changes: Sequence[Change]) -> None:
        asyncio.run_coroutine_threadsafe(_announce(house, changes), loop).result()

    if house.bucket_access is not None and settings.lake_url.startswith(_BUCKET):
        await asyncio.to_thread(ensure_bucket, settings.lake_url, house.bucket_access)
    spark = await asyncio.to_thread(_session, settings)
    try:
        await asyncio.to_thread(ensure_topics, settings.kafka_url)
        streams = await asyncio.to_thread(_start, spark, settings, announce)
        try:
            await _watch(streams, ready)
        finally:
            for stream in streams:
                await asyncio.to_thread(stream.stop)
    finally:
        await asyncio.to_thread(spark.stop)


async def _watch(streams: Sequence[StreamingQuery], ready: Callable[[], None]) -> None:
    """Look after the streams; one that ends with an error ends the role, to be begun anew.

    Args:
        streams: The quick one first: the house is ready once it has written a batch.
        ready: Called then.
    """
    is_ready = False
    while all(stream.isActive for stream in streams):
        if not is_ready and streams[0].lastProgress is not None:
            is_ready = True
            ready()
        await asyncio.sleep(_LOOK_EVERY_S)
    ended = next(stream for stream in streams if not stream.isActive)
    raise RuntimeError(f"the {ended.name} stream ended: {ended.exception()}")


async def _announce(house: House, changes: Sequence[Change]) -> None:
    while True:
        try:
            await house.log.announce(changes)
        except LogUnavailableError as error:
            _log.warning("nobody hears of a batch yet: %s", error)
            await asyncio.sleep(1.0)
        else:
            return


def _session(settings: Settings) -> SparkSession:
    is_bucket = settings.lake_url.startswith(_BUCKET)
    jars = (jars_folder("spark"), *((jars_folder("s3"),) if is_bucket else ()))
    secret = settings.s3_secret_key
    s3 = S3(
        settings.s3_endpoint,
        settings.s3_region,
        settings.s3_access_key,
        secret.get_secret_value() if secret else None,
    )
    return spark_session(
        "pulseplate",
        SparkPlace(
            settings.spark_master,
            jars,
            settings.spark_driver_memory,
            settings.home / "spark",
            s3 if is_bucket else None,
        ),
    )


def _start(
    spark: SparkSession, settings: Settings, announce: Callable[[Sequence[Change]], None]
) -> list[StreamingQuery]:
    lake = Lake(spark, settings.lake_url)
    lake.create()
    place = LogPlace(
        settings.kafka_url,
        partition_counts(settings.kafka_url, _FOLLOWED),
        interval_s=settings.spark_quick_interval_s,
    )
    checkpoints = f"{settings.lake_url}/_checkpoints"
    quick = QuickStream(lake, place, checkpoints, announce)
    slow = SlowStream(lake, checkpoints, announce, settings.spark_slow_interval_s)
    return [quick.start(), slow.start()]
