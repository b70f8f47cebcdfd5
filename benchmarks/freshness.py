"""From the sensor to gold: how long until a step counts in the day, while others report too.

    python -m benchmarks.freshness [--api URL] [--rate 200] [--devices 50] [--seconds 180]

Of a running house. Somebody signs up and registers devices; all but one report heart rates at
the rate asked. The last one takes a step every half second: each is an interval of its own, so
the day's steps tell which of them gold has. Asked for again and again through the graph, what
is measured includes the graph and, on average, half a pause between two questions.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks.live import quantile_ms
from benchmarks.live_house import Household
from benchmarks.sensors import Sensor, publish_steadily

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP_EVERY_S = 0.5
_ASK_EVERY_S = 0.25
_PATIENCE_S = 90.0


async def measure(options: argparse.Namespace) -> list[float]:
    """Return the seconds that each step took."""
    household = Household(options.api)
    await household.sign_up()
    walker, *others = [Sensor(device) for device in await household.register(options.devices)]
    crowd = asyncio.create_task(
        asyncio.to_thread(publish_steadily, others, options.rate, options.seconds)
    )
    await asyncio.sleep(options.warm_up)
    delays_s: list[float] = []
    watching = asyncio.create_task(_watch(household, walker, delays_s))
    while not crowd.done():
        walker.take_step()
        await asyncio.sleep(_STEP_EVERY_S)
    await crowd
    await asyncio.wait_for(watching, _PATIENCE_S)
    for sensor in (walker, *others):
        sensor.stop()
    return delays_s


async def _watch(household: Household, walker: Sensor, delays_s: list[float]) -> None:
    """Ask for the day until all that was walked is in it."""
    day = datetime.now(UTC).date()
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _PATIENCE_S / 2:
        steps = await household.steps(day)
        for taken_at in walker.steps_taken[len(delays_s) : steps]:
            delays_s.append(time.time() - taken_at)
            quiet_since = time.monotonic()
        if delays_s and len(delays_s) == len(walker.steps_taken) and _rests(walker):
            return
        await asyncio.sleep(_ASK_EVERY_S)


def _rests(walker: Sensor) -> bool:
    return time.time() - walker.steps_taken[-1] > 2 * _STEP_EVERY_S


def report(delays_s: Sequence[float], rate_per_s: float) -> Table:
    """Return the delays as a table."""
    table = Table(title=f"{len(delays_s)} steps, beside {rate_per_s:.0f} readings a second")
    for column in ("sensor to", "p50 s", "p95 s", "p99 s", "slowest s"):
        table.add_column(column, justify="left" if column == "sensor to" else "right")
    quantiles = [f"{float(quantile_ms(delays_s, p)) / 1000:.1f}" for p in (0.5, 0.95, 0.99, 1)]
    table.add_row("gold, as the graph tells it", *quantiles)
    return table


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="How long a step takes into the day.")
    parser.add_argument("--api", default="http://127.0.0.1:8237", help="URL of a running house")
    parser.add_argument("--rate", type=float, default=200.0, help="readings per second")
    parser.add_argument("--devices", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--warm-up", type=float, default=45.0, help="seconds not measured")
    options = parser.parse_args()
    Console().print(report(asyncio.run(measure(options)), options.rate))


if __name__ == "__main__":
    main()
