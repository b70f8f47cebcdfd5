"""From the sensor to who watches: how long a reading takes, and whether each is acknowledged.

    python -m benchmarks.live [--rate 200] [--seconds 20] [--devices 10] [--api URL]

With `--api` a running house is measured: somebody signs up, registers devices through the
graph, publishes over MQTT and watches the `live` subscription. Without, the parts of the live
path alone are started (Kafka, Redis, broker, bridge, live view), and Redis is watched.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING

from redis.asyncio import Redis
from rich.console import Console
from rich.table import Table

from benchmarks.live_house import Device, Household
from benchmarks.live_parts import LOOPBACK, PERSON, LivePath
from benchmarks.sensors import Sensor, publish_steadily
from infra.redis import Fanout, RedisLiveStore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence


async def _redis_times(port: int) -> AsyncIterator[float]:
    redis = Redis.from_url(f"redis://{LOOPBACK}:{port}")
    async for reading in RedisLiveStore(redis, Fanout(redis, most_waiting=5000)).readings(
        PERSON
    ):
        yield reading.time_ms / 1000


async def _graph_times(household: Household) -> AsyncIterator[float]:
    async for instant in household.watch():
        yield datetime.fromisoformat(instant).timestamp()


async def _collect(times: AsyncIterator[float], delays_s: list[float]) -> None:
    async for measured_at in times:
        delay_s = time.time() - measured_at
        delays_s.append(delay_s)


async def measure(options: argparse.Namespace) -> tuple[list[Sensor], list[float]]:
    """Publish at the rate asked, and return the sensors with the delays at who watches."""
    with ExitStack() as parts:
        if options.api:
            household = Household(options.api)
            await household.sign_up()
            devices = await household.register(options.devices)
            times = _graph_times(household)
        else:
            ports = parts.enter_context(LivePath()).ports
            url = f"mqtt://{LOOPBACK}:{ports.mqtt}"
            devices = [Device(f"strap-{place}", "", url) for place in range(options.devices)]
            times = _redis_times(ports.redis)

        delays_s: list[float] = []
        watching = asyncio.create_task(_collect(times, delays_s))
        sensors = [Sensor(device) for device in devices]
        await asyncio.to_thread(publish_steadily, sensors, options.rate, 3)
        await asyncio.sleep(2)
        delays_s.clear()
        for sensor in sensors:
            sensor.acknowledged.clear()
            sensor.sent.clear()
        await asyncio.to_thread(publish_steadily, sensors, options.rate, options.seconds)
        await asyncio.sleep(3)
        watching.cancel()
        for sensor in sensors:
            sensor.stop()
    return sensors, delays_s


def quantile_ms(delays_s: Sequence[float], part: float) -> str:
    """Return a quantile in milliseconds, as text."""
    ordered = sorted(delays_s)
    return f"{ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000:.0f}"


def report(sensors: list[Sensor], delays_s: list[float]) -> Table:
    """Return the measured delays as a table."""
    answered = [delay for sensor in sensors for delay in sensor.acknowledged.values()]
    sent = sum(len(sensor.sent) for sensor in sensors)
    refused = sum(len(sensor.refused) for sensor in sensors)
    table = Table(title=f"{sent} readings sent, {refused} refused")
    for column in ("sensor to", "count", "p50 ms", "p95 ms", "p99 ms", "slowest ms"):
        table.add_column(column, justify="left" if column == "sensor to" else "right")
    for name, delays in (("who watches", delays_s), ("acknowledgement", answered)):
        quantiles = [quantile_ms(delays, part) for part in (0.5, 0.95, 0.99, 1.0)]
        table.add_row(name, str(len(delays)), *(quantiles if delays else []))
    return table


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="How long a reading takes to who watches.")
    parser.add_argument("--rate", type=float, default=200.0, help="readings per second")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--devices", type=int, default=10)
    parser.add_argument("--api", help="URL of a running house, http://127.0.0.1:8237")
    Console().print(report(*asyncio.run(measure(parser.parse_args()))))


if __name__ == "__main__":
    main()
