"""Workouts done, and workouts one can do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from graph_api.devices.types import Source, source_of
from graph_api.entries import Entry, at_ms
from graph_api.pages import Node
from graph_api.person import Info
from schema.people.accounts import Caller
from schema.ports import catalogue


@strawberry.type(description="A workout that was done.")
class Workout(Node):
    """One session, as its source tells it."""

    caller: strawberry.Private[Caller]
    entry: strawberry.Private[Entry]
    start: datetime
    end: datetime
    activity: str
    energy_kcal: float | None
    distance_m: float | None
    rpe: float | None = strawberry.field(description="Perceived exertion, 0 to 10 (Borg CR10).")

    @strawberry.field(description="Who says so.")
    async def source(self, info: Info) -> Source:
        """Resolve through the loader."""
        return await source_of(info, self.caller, self.entry.source_id)

    @classmethod
    def of(cls, caller: Caller, entry: Entry, record: Mapping[str, Any]) -> "Workout":
        """Show a workout record."""
        return cls(
            id=strawberry.ID(entry.id),
            caller=caller,
            entry=entry,
            start=entry.start_at,
            end=at_ms(entry.end_ms),
            activity=record["activity"],
            energy_kcal=record.get("energy_kcal"),
            distance_m=record.get("distance_m"),
            rpe=record.get("rpe"),
        )


@strawberry.type(description="A workout one can do.")
class WorkoutPlan(Node):
    """From the catalogue of the house."""

    title: str
    kind: str = strawberry.field(description="What sort of training it is.")
    duration_min: float
    met: float | None = strawberry.field(description="Metabolic equivalent, rest included.")
    energy_kcal: float | None = strawberry.field(
        description="What it costs the person it is offered to; null without a weight."
    )
    equipment: list[str]
    steps: list[str]

    @classmethod
    def of(cls, plan: catalogue.WorkoutPlan) -> "WorkoutPlan":
        """Show a plan of the catalogue."""
        return cls(
            id=strawberry.ID(plan.id),
            title=plan.title,
            kind=plan.kind,
            duration_min=plan.duration_min,
            met=plan.met,
            energy_kcal=plan.energy_kcal,
            equipment=list(plan.equipment),
            steps=list(plan.steps),
        )
