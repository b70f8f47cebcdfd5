"""An answer that may be unknown: what it is, how sure, and what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How far an estimate can be relied on."""

    NONE = "NONE"
    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, or nothing and the names of what is missing.

    Attributes:
        value: In the unit its function states; ``None`` means unknown, never zero.
        confidence: ``NONE`` exactly when there is no value.
        missing: What would have to be recorded to know it, or to know it better.
    """

    value: float | None
    confidence: Confidence
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Driver:
    """One input of a score, and how many points of the score are its doing.

    Attributes:
        name: The input, in the words of the field.
        value: Its own score, 0 to 100.
        contribution: Points it adds to the whole; the drivers' contributions sum to it.
    """

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Score(Estimate):
    """An estimate from 0 to 100, with the inputs that made it."""

    drivers: tuple[Driver, ...] = ()


def need(what: str, have: int, least: int) -> str:
    """Say that there is too little of something: ``need_baseline: have 3, need 4``."""
    return f"need_{what}: have {have}, need {least}"


def weighted_drivers(
    scores: Mapping[str, float], weights: Mapping[str, float]
) -> tuple[Driver, ...]:
    """Share a score among the inputs that are there, in proportion to their weights.

    Args:
        scores: What is present, each 0 to 100; every name has a weight.
        weights: The weights of all inputs; those of absent ones go to the others.
    """
    present = sum(weights[name] for name in scores)
    return tuple(
        Driver(name, score, score * weights[name] / present) for name, score in scores.items()
    )
