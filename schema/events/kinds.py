"""What an event type is: how its values are reported, and how they add up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Aggregation(StrEnum):
    """How the values of a type become one number for a minute or a day."""

    SUM = "sum"  # additive over time: steps, metres, kcal; summed in integers of a small unit
    MEAN = "mean"  # a level: heart rate, saturation
    LAST = "last"  # a state that holds until the next reading: weight
    STAGE = "stage"  # a category over an interval: sleep stages
    RECORD = "record"  # a whole with fields of its own: workout, meal, check-in


@dataclass(frozen=True)
class EventType:
    """One type of event.

    Attributes:
        name: As clients send it, and as it stands in the lake.
        unit: The canonical unit; empty for stages and records.
        aggregation: How its values add up.
        is_interval: Whether a value speaks of a stretch of time rather than of an instant.
    """

    name: str
    unit: str
    aggregation: Aggregation
    is_interval: bool = False

    @property
    def is_record(self) -> bool:
        """Whether identity is a given id rather than a stretch of time."""
        return self.aggregation is Aggregation.RECORD
