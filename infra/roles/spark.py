"""Role `spark`: the only writer of the lake."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from deltalake.exceptions import DeltaError

from infra.composition.spark import BUCKET, spark_place, written_lake
from infra.kafka.topics import Topic, ensure_topics, partition_counts
from infra.lake import open_upkeep
from infra.object_store import ensure_bucket
from infra.spark_session import spark_session
from schema.errors import LogUnavailableError
from spark_streaming.queries import LogPlace, QuickStream, SlowStream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyspark.sql.streaming.query import StreamingQuery

    from infra.composition import House
    from infra.settings import Settings
    from schema.events.envelope import Change
    from spark_streaming.lake import Lake

_log = logging.getLogger(__name__)
_FOLLOWED = (Topic.EVENTS, Topic.FACTS)
_LOOK_EVERY_S = 0.25
_REST_LOOK_S = 0.05
_LAST_BATCHES_S = 10.0
"""Shorter than the supervisor's patience with a child."""


async def run(house: House, ready: Callable[[], None]) -> None:
    """Write the lake until cancelled; ready once a first batch went through."""
    settings, loop = house.settings, asyncio.get_running_loop()

    def announce(changes: Sequence[Change]) -> None:
        asyncio.run_coroutine_threadsafe(_announce(house, changes), loop).result()

    if house.bucket_access is not None and settings.lake_url.startswith(BUCKET):
        await asyncio.to_thread(ensure_bucket, settings.lake_url, house.bucket_access)
    spark = await asyncio.to_thread(spark_session, "pulseplate", spark_place(settings))
    try:
        await asyncio.to_thread(ensure_topics, settings.kafka_url)
        lake = written_lake(settings, spark)
        await asyncio.to_thread(lake.create)
        checkpoints = f"{settings.lake_url}/_checkpoints"
        place = await asyncio.to_thread(_log_place, settings)
        quick = QuickStream(lake, place, checkpoints, announce)
        stream = await asyncio.to_thread(quick.start)
        try:
            await _first_batch(stream)
            ready()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_watch(stream))
                tasks.create_task(_tidy(lake, settings))
                tasks.create_task(_follow(lake, announce, settings.spark_slow_interval_s))
        finally:
            await _rest(quick, stream)
    finally:
        await asyncio.to_thread(spark.stop)


async def _first_batch(stream: StreamingQuery) -> None:
    """Wait for it; what comes behind the quick stream would only hold it up."""
    while stream.lastProgress is None:
        _look_after(stream)
        await asyncio.sleep(_LOOK_EVERY_S)


async def _watch(stream: StreamingQuery) -> None:
    while True:
        _look_after(stream)
        await asyncio.sleep(_LOOK_EVERY_S)


async def _follow(
    lake: Lake, announce: Callable[[Sequence[Change]], None], interval_s: float
) -> None:
    """Write what spans days, from time to time; a batch under way at the end is ended."""
    slow = await asyncio.to_thread(SlowStream, lake, announce)
    while True:
        await asyncio.to_thread(slow.follow)
        await asyncio.sleep(interval_s)


def _look_after(stream: StreamingQuery) -> None:
    """Let one that ended with an error end the role, to be begun anew."""
    if not stream.isActive:
        raise RuntimeError(f"the {stream.name} stream ended: {stream.exception()}")


async def _rest(quick: QuickStream, stream: StreamingQuery) -> None:
    """Stop the stream once it has written what is on the log, if that is soon.

    That is the batch under way, and one with what came in meanwhile: whoever opens the house
    again finds nothing to catch up with.
    """
    last = quick.newest_told + 2
    with suppress(TimeoutError):
        async with asyncio.timeout(_LAST_BATCHES_S):
            while stream.isActive and quick.newest_told < last and not _is_idle(stream):  # noqa: ASYNC110 (Spark rings no bell)
                await asyncio.sleep(_REST_LOOK_S)
    await asyncio.to_thread(stream.stop)


def _is_idle(stream: StreamingQuery) -> bool:
    status = stream.status
    return not status["isTriggerActive"] and not status["isDataAvailable"]


async def _tidy(lake: Lake, settings: Settings) -> None:
    """Look after the tables from time to time."""
    upkeep = open_upkeep(settings, lake.alone)
    while True:
        await asyncio.sleep(settings.spark_upkeep_interval_s)
        try:
            await asyncio.to_thread(upkeep.run)
        except DeltaError:
            _log.exception("the tables could not be looked after; the next time they will be")


async def _announce(house: House, changes: Sequence[Change]) -> None:
    while True:
        try:
            await house.log.announce(changes)
        except LogUnavailableError as error:
            _log.warning("nobody hears of a batch yet: %s", error)
            await asyncio.sleep(1.0)
        else:
            return


def _log_place(settings: Settings) -> LogPlace:
    return LogPlace(
        settings.kafka_url,
        partition_counts(settings.kafka_url, _FOLLOWED),
        interval_s=settings.spark_quick_interval_s,
    )
