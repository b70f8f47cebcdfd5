"""Following a body and its days."""

from collections.abc import AsyncGenerator
from datetime import date

import strawberry

from graph_api.auth import Needs
from graph_api.following import following
from graph_api.live.queries import SCOPE
from graph_api.live.types import KnownSources, LiveMeasurement
from graph_api.loaders import PersonsDay
from graph_api.metrics import Metric
from graph_api.person import Info
from graph_api.training.queries import SCOPE as TRAINING_SCOPE
from graph_api.training.queries import today
from graph_api.training.types import Day
from schema.ports.lake import caught_up

MOST_DAYS = 31
"""How many changed days of one batch are pushed, newest first: an import may bring years."""


async def read_days(info: Info, user_id: str, dates: list[date]) -> list[Day]:
    """Read days as they are now."""
    keys = [PersonsDay(user_id, day) for day in dates]
    values = await info.context.loaders.days.load_many(keys)
    return [Day.of(key.date, found) for key, found in zip(keys, values, strict=True)]


@strawberry.type
class LiveSubscription:
    """What moves."""

    @strawberry.subscription(
        description="Each reading as it comes in; of all metrics when none is named.",
        extensions=[Needs(SCOPE)],
    )
    async def live(
        self, info: Info, metrics: list[Metric] | None = None
    ) -> AsyncGenerator[LiveMeasurement, None]:
        """Follow the live view."""
        context, caller = info.context, info.context.caller
        known = KnownSources(info, caller)
        wanted = None if metrics is None else {metric.value for metric in metrics}
        readings = context.services.live.readings(caller.user_id)
        async with following(context, readings) as followed:
            async for reading in followed:
                if wanted is None or reading.metric in wanted:
                    context.metrics.pushed(context.services.clock(), reading.time_ms)
                    yield LiveMeasurement.of(known, reading)

    @strawberry.subscription(
        description="Today at once, then each day that becomes new.",
        extensions=[Needs(TRAINING_SCOPE)],
    )
    async def day_changed(self, info: Info) -> AsyncGenerator[Day, None]:
        """Follow what the lakehouse makes new; each day is read anew."""
        user_id, services = info.context.caller.user_id, info.context.services
        changes = services.live.changes(user_id)
        async with following(info.context, changes) as followed:
            for day in await read_days(info, user_id, [await today(info, user_id)]):
                yield day
            async for change in followed:
                await caught_up(services.lake, change)
                newest = sorted(map(date.fromisoformat, change.dates), reverse=True)
                for day in await read_days(info, user_id, newest[:MOST_DAYS]):
                    yield day
