"""Logging weight and how one feels; taking back what was logged."""

from datetime import datetime
from typing import Annotated

import strawberry

from graph_api.auth import Needs, check
from graph_api.entries import Entry, epoch_ms
from graph_api.errors import Problem, SaysProblems
from graph_api.person import Info
from graph_api.recovery.types import CheckIn, Weight
from graph_api.reporting import iso, record_entry, tell, told
from graph_api.times import aware
from schema.errors import InvalidInputError, NotFoundError
from schema.ports.doors import Sender

LOGGED = {
    "meal": "write:nutrition",
    "workout": "write:training",
    "body_weight": "write:recovery",
    "check_in": "write:recovery",
}
"""What can be taken back, and the scope that it needs."""
LEAST, MOST = 1, 5


@strawberry.input(description="What the scales said.")
class WeightInput:
    """One reading."""

    time: datetime
    weight_kg: float


@strawberry.input(description="How one feels, each 1 to 5.")
class CheckInInput:
    """At least one of the three."""

    time: datetime
    mood: int | None = None
    soreness: int | None = None
    stress: int | None = None


@strawberry.type(description="An entry that was taken back.")
class Retraction:
    """The days it was part of follow."""

    id: strawberry.ID


WeightResult = Annotated[Weight | Problem, strawberry.union("WeightResult")]
CheckInResult = Annotated[CheckIn | Problem, strawberry.union("CheckInResult")]
RetractResult = Annotated[Retraction | Problem, strawberry.union("RetractResult")]


def weight_entry(source_id: str, time: datetime) -> Entry:
    """Return the identity of a weight: one source has one at an instant."""
    instant_ms = epoch_ms(time)
    return Entry("body_weight", source_id, "", instant_ms, instant_ms)


async def tell_weight(info: Info, time: datetime, weight_kg: float) -> Weight | Problem:
    """Report a weight of the caller's."""
    entry = weight_entry(info.context.caller.source_id, time)
    event = {
        "type": "body_weight",
        "time": iso(entry.start_ms),
        "value": weight_kg,
        "unit": "kg",
    }
    problem = await tell(info, event)
    return problem or Weight.of(entry, weight_kg)


@strawberry.type
class RecoveryMutation:
    """What a person tells of their body."""

    @strawberry.mutation(
        description="Logs a weight.", extensions=[Needs("write:recovery"), SaysProblems()]
    )
    async def log_weight(self, info: Info, input_: WeightInput) -> WeightResult:
        """Report the weight."""
        return await tell_weight(info, aware("time", input_.time), input_.weight_kg)

    @strawberry.mutation(
        description="Logs how one feels.", extensions=[Needs("write:recovery"), SaysProblems()]
    )
    async def log_check_in(self, info: Info, input_: CheckInInput) -> CheckInResult:
        """Report the check-in."""
        content = told(
            {"mood": input_.mood, "soreness": input_.soreness, "stress": input_.stress}
        )
        if not content:
            raise InvalidInputError("mood", "tell at least one of mood, soreness and stress")
        for name, level in content.items():
            if not LEAST <= level <= MOST:
                raise InvalidInputError(name, f"{name} must be from {LEAST} to {MOST}")

        time = aware("time", input_.time)
        entry = record_entry(info, "check_in", time, time, content)
        event = {"id": entry.record_id, "type": "check_in", "time": iso(entry.start_ms)}
        problem = await tell(info, event | content)
        return problem or CheckIn.of(entry, content)

    @strawberry.mutation(
        description="Takes back a meal, workout, weight or check-in of one's own.",
        extensions=[Needs("write"), SaysProblems()],
    )
    async def retract_entry(self, info: Info, id_: strawberry.ID) -> RetractResult:
        """Report the retraction, in the name of the source that told it."""
        caller = info.context.caller
        entry = Entry.parse(id_)
        sources = await info.context.loaders.sources.load(caller.user_id)
        if entry.type not in LOGGED or entry.source_id not in sources:
            raise NotFoundError("there is no entry of that id")
        check(caller, LOGGED[entry.type])

        sender = Sender(caller.user_id, entry.source_id, sources[entry.source_id].kind)
        problem = await tell(info, entry.retraction(), sender)
        return problem or Retraction(id=id_)
