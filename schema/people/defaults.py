"""What holds for whoever has not said otherwise, and what is usual among their like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class DefaultOrigin(StrEnum):
    """How near to the person a value was found."""

    PERSON = "PERSON"
    SEGMENT = "SEGMENT"
    EVERYBODY = "EVERYBODY"


@dataclass(frozen=True)
class DefaultOption:
    """One option as it holds for a person, with where it came from.

    `name` is dotted: `goals.daily_steps`, `device.watch.sampling_interval_s`,
    `plan.weekly_distribution`, `slate.prior`, `source_priority.heart_rate`.
    """

    name: str
    value: Any
    origin: DefaultOrigin


@dataclass(frozen=True)
class ReferenceValue:
    """What is usual in a reference population; null bounds: not published.

    Attributes:
        name: `resting_heart_rate`, `daily_steps`, `sleep_duration`, ...
        region: A world region or country; `world` where studies were pooled.
        sex: `female`, `male`, or null for both.
        source: The publication.
    """

    name: str
    unit: str
    region: str
    sex: str | None
    age_from_years: int
    age_to_years: int | None
    low: float | None
    middle: float
    high: float | None
    source: str
