"""What a body makes of the day: sleep, scores, and how the person feels."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from graph_api.entries import Entry
from graph_api.pages import Node
from schema.events.sleep import SleepStage as StageKind
from schema.physiology.estimate import Confidence


@strawberry.type(description="One input of a score.")
class Driver:
    """Contributions of all drivers sum to the score."""

    name: str
    value: float | None = strawberry.field(description="The input's own score, 0 to 100.")
    contribution: float = strawberry.field(description="Points it adds to the whole.")


@strawberry.type(description="A derived number, with what made it and what it lacks.")
class Score:
    """A score without a value says in `missing` what it waits for."""

    value: float | None
    confidence: Confidence
    drivers: list[Driver]
    missing: list[str]


@strawberry.type(description="A stretch of the night in one stage.")
class SleepStage:
    """Stages follow each other; what nobody recorded is not among them."""

    stage: StageKind
    start: datetime
    end: datetime
    minutes: float


@strawberry.type(description="A sleep, which belongs to the day of its waking.")
class Sleep:
    """`minutes` are minutes asleep."""

    start: datetime | None
    end: datetime | None
    minutes: float
    stages: list[SleepStage]
    score: Score | None


@strawberry.type(description="How one felt, each 1 to 5.")
class CheckIn(Node):
    """A moment's own account of oneself."""

    time: datetime
    mood: int | None
    soreness: int | None
    stress: int | None

    @classmethod
    def of(cls, entry: Entry, record: Mapping[str, Any]) -> "CheckIn":
        """Show a check-in record."""
        return cls(
            id=strawberry.ID(entry.id),
            time=entry.start_at,
            mood=record.get("mood"),
            soreness=record.get("soreness"),
            stress=record.get("stress"),
        )


@strawberry.type(description="What the scales said.")
class Weight(Node):
    """One reading."""

    time: datetime
    weight_kg: float

    @classmethod
    def of(cls, entry: Entry, weight_kg: float) -> "Weight":
        """Show a reading."""
        return cls(id=strawberry.ID(entry.id), time=entry.start_at, weight_kg=weight_kg)
