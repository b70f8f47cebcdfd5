"""A person's days, series and workouts, and the workouts one can do."""

from datetime import date, datetime
from typing import Any

import strawberry

from graph_api.auth import Needs
from graph_api.entries import Entry
from graph_api.loaders import PersonsDay
from graph_api.metrics import Metric
from graph_api.pages import Connection, page, page_after, page_length
from graph_api.person import Info, OfPerson
from graph_api.records import records_after
from graph_api.times import aware, known, today_in
from graph_api.training.columns import DayColumns, ReadDays
from graph_api.training.spans import check_days, check_span, fitting
from graph_api.training.types import Day, Series
from graph_api.training.workouts import Workout, WorkoutPlan
from graph_api.vocabulary import Resolution

SCOPE = "read:training"


async def today(info: Info, user_id: str) -> date:
    """Return which day it is for the person, where they live now."""
    user = await info.context.loaders.users.load(user_id)
    return today_in(user.timezone, info.context.services.clock())


@strawberry.type
class TrainingOfPerson(OfPerson):
    """What a person did."""

    @strawberry.field(
        description="One day; today where the person lives when absent. "
        "`asOf`: as it was known then.",
        extensions=[Needs(SCOPE)],
    )
    async def day(
        self, info: Info, date: date | None = None, as_of: datetime | None = None
    ) -> Day:
        """Resolve through the loader: a week of days is one read."""
        day = known("date", date) if date else await today(info, self.user_id)
        known_at = None if as_of is None else aware("asOf", as_of)
        key = PersonsDay(self.user_id, day, known_at)
        return Day.of(day, await info.context.loaders.days.load(key))

    @strawberry.field(
        description="Each day of a span, both ends included, as columns.",
        graphql_type=DayColumns,
        extensions=[Needs(SCOPE)],
    )
    async def days(
        self,
        info: Info,
        from_: date,
        to: date,
    ) -> Any:
        """Read the span at once."""
        check_days(known("from", from_), known("to", to))
        found = await (await info.context.lake()).days(self.user_id, from_, to)
        return ReadDays.spanning(from_, to, found)

    @strawberry.field(
        description="A metric over time; the resolution follows from the span when absent.",
        extensions=[Needs(SCOPE)],
    )
    async def series(
        self,
        info: Info,
        metric: Metric,
        from_: datetime,
        to: datetime,
        resolution: Resolution | None = None,
    ) -> Series:
        """Read the columns."""
        begin, end = aware("from", from_), aware("to", to)
        grain = resolution or fitting(begin, end)
        check_span(begin, end, grain)
        lake = await info.context.lake()
        return Series.of(await lake.series(self.user_id, metric.value, begin, end, grain.value))

    @strawberry.field(description="Workouts done, newest first.", extensions=[Needs(SCOPE)])
    async def workouts(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[Workout]:
        """Read a page."""
        length = page_length(first)
        lake = await info.context.lake()
        rows = await records_after(lake, self.user_id, "workout", after, length)
        workouts = [
            (cursor, Workout.of(self.caller, Entry.of(stored), stored.record))
            for cursor, stored in rows
        ]
        return page(workouts, length)


@strawberry.type
class TrainingQuery:
    """What anyone signed in can train."""

    @strawberry.field(description="The workouts of the house.", extensions=[Needs("read")])
    async def workout_plans(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[WorkoutPlan]:
        """Page through the catalogue."""
        plans = await info.context.services.catalogue.workout_plans()
        shown = [(plan.id, WorkoutPlan.of(plan)) for plan in plans]
        return page_after(shown, after, page_length(first))
