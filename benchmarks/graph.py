"""What the graph costs: dashboard queries per CPU-second, and the CPU of one push.

Run: python -m benchmarks.graph [--seconds 5] [--followers 500]

People, days and readings are in memory, so that only the graph itself is measured: parsing,
validation, resolvers, loaders and JSON. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from prometheus_client import CollectorRegistry

from graph_api.context import Context
from graph_api.graph import Graph, the_graph
from graph_api.platform.metrics import GraphMetrics
from graph_api.services import GraphOptions, Services
from schema.metrics import DAY_METRICS
from schema.people.accounts import Caller, CallerKind, User
from schema.people.devices import Source, SourceKind, manual_source_id
from schema.ports.lake import DayValue, SeriesColumns
from schema.ports.live import LiveReading

if TYPE_CHECKING:
    from strawberry.types import ExecutionResult

USER_ID = "8f8f6f0e-6d3b-4f3c-9c39-0d5a3f0f6a11"
SOURCE_ID = manual_source_id(USER_ID)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = {"start": "2026-11-22T22:00:00+00:00", "end": "2026-11-23T05:30:00+00:00"}
SCORE = {
    "confidence": "HIGH",
    "missing": [],
    "drivers": [{"name": "hrv", "value": 80.0, "contribution": 40.0}],
}
DETAILS: dict[str, dict[str, Any]] = {
    "sleep_duration": NIGHT,
    "sleep_score": SCORE,
    "readiness": SCORE,
    "expenditure": {"low_kcal": 2100.0, "high_kcal": 2500.0},
}
A_DAY = {name: DayValue(61.5, DETAILS.get(name, {})) for name in DAY_METRICS}
MINUTES = [NOON + timedelta(minutes=minute) for minute in range(60)]

DASHBOARD = """
query Dashboard {
  me {
    name
    timezone
    day {
      date steps distanceM energyInKcal energyOutKcal energyBalanceKcal proteinG
      carbohydrateG fatG restingHeartRateBpm zoneMinutes sleepMinutes weightKg
      sleep { start end minutes score { value confidence drivers { name contribution } } }
      trainingLoad { trimp ctl atl tsb }
      readiness { value confidence missing drivers { name value contribution } }
      expenditure { valueKcal lowKcal highKcal }
      adherence { workouts nutrition }
    }
    days(from: "2026-10-25", to: "2026-11-23") {
      dates steps energyInKcal energyOutKcal energyBalanceKcal proteinG sleepMinutes
      restingHeartRateBpm weightKg
    }
    series(metric: HEART_RATE, from: "2026-11-23T12:00:00Z", to: "2026-11-23T13:00:00Z",
           resolution: MINUTE) { unit times values minimum maximum }
    live { metric value unit time source { name kind } }
  }
}
"""
LIVE = "subscription { live { metric value unit time source { name } } }"


class Accounts:
    """One person, whatever token is shown."""

    async def identify(self, _: str) -> Caller:
        """Return the person."""
        scopes = frozenset({"read", "write"})
        return Caller(USER_ID, CallerKind.PERSON, "session", SOURCE_ID, scopes)

    async def user(self, user_id: str) -> User:
        """Return the account."""
        return User(user_id, "luca", "luca@example.com", "Luca", "Europe/Rome", NOON)


class Devices:
    """One source."""

    async def sources(self, _: str) -> list[Source]:
        """Return it."""
        return [Source(SOURCE_ID, "by hand", SourceKind.MANUAL, None, NOON)]


class Lake:
    """Every metric of every day, and an hour of heart rate."""

    async def days(self, _: str, first: date, last: date, __: Any = None) -> Any:
        """Return the days."""
        return {first + timedelta(n): A_DAY for n in range((last - first).days + 1)}

    async def series(self, _: str, metric: str, *__: Any) -> SeriesColumns:
        """Return the hour."""
        values = [61.5] * len(MINUTES)
        return SeriesColumns(metric, "bpm", MINUTES, values, values, values, [SOURCE_ID])


class Live:
    """The newest readings; followers hear as many as are sent."""

    def __init__(self) -> None:
        self.queues: list[asyncio.Queue[LiveReading]] = []

    async def latest(self, _: str) -> list[LiveReading]:
        """Return four readings."""
        return [reading(metric) for metric in ("heart_rate", "steps", "spo2", "body_weight")]

    async def readings(self, _: str) -> AsyncIterator[LiveReading]:
        """Yield what is sent."""
        queue: asyncio.Queue[LiveReading] = asyncio.Queue()
        self.queues.append(queue)
        while True:
            yield await queue.get()


def reading(metric: str) -> LiveReading:
    """Return a reading of one metric."""
    return LiveReading(
        user_id=USER_ID,
        metric=metric,
        value=61.5,
        unit="bpm",
        time_ms=int(time.time() * 1000),
        source_id=SOURCE_ID,
    )


def house() -> tuple[Graph, Services, GraphMetrics]:
    """Return the graph on what it needs here; the other ports are not asked."""
    unasked: Any = None
    here: dict[str, Any] = {
        "accounts": Accounts(),
        "devices": Devices(),
        "lake": Lake(),
        "live": Live(),
    }
    ports = dict.fromkeys(
        [
            "profiles",
            "defaults",
            "known_devices",
            "api_keys",
            "imports",
            "import_watch",
            "door",
            "advice",
            "catalogue",
            "heartbeats",
        ],
        unasked,
    )
    options = GraphOptions(public_mqtt_url="", mqtt_bridge_secret="")
    services = Services(**(ports | here), options=options, clock=lambda: NOON)
    metrics = GraphMetrics(CollectorRegistry())
    return the_graph(), services, metrics


async def context(services: Services, metrics: GraphMetrics, *, is_socket: bool) -> Context:
    """Return the context of a signed-in request."""
    made = Context(services, metrics, is_socket=is_socket)
    await made.identify("Bearer token")
    return made


def leaves(value: Any) -> int:
    """Count the values of an answer."""
    if isinstance(value, dict):
        return sum(map(leaves, value.values()))
    return sum(map(leaves, value)) if isinstance(value, list) else 1


async def dashboards(seconds: float) -> dict[str, float]:
    """Ask for the dashboard, one after the other, for some seconds."""
    graph, services, metrics = house()
    asked, began = 0, time.process_time()
    size = 0
    while time.process_time() - began < seconds:
        made = await context(services, metrics, is_socket=False)
        result = await graph.execute(DASHBOARD, context_value=made)
        if result.errors:
            raise result.errors[0]
        msgspec.json.encode({"data": result.data})
        size, asked = leaves(result.data), asked + 1
    spent = time.process_time() - began
    return {"leaf_values": size, "dashboards_per_cpu_s": round(asked / spent, 1)}


async def pushes(followers: int, sent: int = 20) -> dict[str, float]:
    """Send readings to many followers."""
    graph, services, metrics = house()
    live: Any = services.live
    done = [
        asyncio.create_task(hear(graph, await context(services, metrics, is_socket=True), sent))
        for _ in range(followers)
    ]
    while len(live.queues) < followers:  # noqa: ASYNC110  the queues are all there is to see
        await asyncio.sleep(0.01)
    began = time.process_time()
    for _ in range(sent):
        say(live.queues, reading("heart_rate"))
        await asyncio.sleep(0)
    await asyncio.gather(*done)
    spent = time.process_time() - began
    return {"followers": followers, "cpu_us_per_push": round(spent / followers / sent * 1e6, 1)}


def say(queues: Iterable[asyncio.Queue[LiveReading]], said: LiveReading) -> None:
    """Hand a reading to everybody."""
    for queue in queues:
        queue.put_nowait(said)


async def hear(graph: Graph, made: Context, sent: int) -> None:
    """Follow the live view until everything was heard, encoding each push."""
    stream: Any = await graph.subscribe(LIVE, context_value=made)
    heard = 0
    async for result in stream:
        pushed: ExecutionResult = result
        msgspec.json.encode({"id": "1", "type": "next", "payload": {"data": pushed.data}})
        heard += 1
        if heard == sent:
            break
    await stream.aclose()


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=5.0, help="of CPU for the queries")
    arguments.add_argument("--followers", type=int, default=500)
    chosen = arguments.parse_args()
    asked = asyncio.run(dashboards(chosen.seconds))
    pushed = asyncio.run(pushes(chosen.followers))
    print(json.dumps(asked | pushed))


if __name__ == "__main__":
    main()
