"""Logging a workout by hand."""

from datetime import datetime
from typing import Annotated

import strawberry

from graph_api.auth import Needs
from graph_api.errors import Problem, SaysProblems
from graph_api.person import Info
from graph_api.reporting import iso, record_entry, tell, told
from graph_api.times import aware
from graph_api.training.workouts import Workout
from schema.errors import InvalidInputError

LEAST_RPE, MOST_RPE = 0, 10


@strawberry.input(description="A workout that was done.")
class WorkoutInput:
    """Its energy is worked out from its heart rate or activity when absent."""

    start: datetime
    end: datetime
    activity: str
    energy_kcal: float | None = None
    distance_m: float | None = None
    rpe: float | None = None


WorkoutResult = Annotated[Workout | Problem, strawberry.union("WorkoutResult")]


@strawberry.type
class TrainingMutation:
    """What a person tells of their training."""

    @strawberry.mutation(
        description="Logs a workout.", extensions=[Needs("write:training"), SaysProblems()]
    )
    async def log_workout(self, info: Info, input_: WorkoutInput) -> WorkoutResult:
        """Report the workout."""
        if not input_.activity.strip():
            raise InvalidInputError("activity", "say what was done")
        if input_.rpe is not None and not LEAST_RPE <= input_.rpe <= MOST_RPE:
            raise InvalidInputError("rpe", f"rpe must be from {LEAST_RPE} to {MOST_RPE}")

        content = told(
            {
                "activity": input_.activity.strip(),
                "energy_kcal": input_.energy_kcal,
                "distance_m": input_.distance_m,
                "rpe": input_.rpe,
            }
        )
        start, end = aware("start", input_.start), aware("end", input_.end)
        entry = record_entry(info, "workout", start, end, content)
        if entry.end_ms <= entry.start_ms:
            raise InvalidInputError("end", "a workout ends after it begins")

        event = {
            "id": entry.record_id,
            "type": "workout",
            "start": iso(entry.start_ms),
            "end": iso(entry.end_ms),
        }
        problem = await tell(info, event | content)
        return problem or Workout.of(info.context.caller, entry, content)
