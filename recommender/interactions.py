"""What people did with what they were offered, and how much it says about their taste."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from schema.people.advice import RecommendationKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from schema.people.advice import Feedback

__all__ = ["Interaction", "RecommendationKind", "Signal", "interaction_of", "preferences"]

DAY_S: Final = 86_400.0


class Signal(StrEnum):
    """What a person did with an item."""

    COMPLETED = "completed"
    LIKED = "liked"
    VIEWED = "viewed"
    SKIPPED = "skipped"
    DISLIKED = "disliked"


PREFERENCE: Final = {Signal.COMPLETED: 1.0, Signal.LIKED: 0.7, Signal.VIEWED: 0.15}
"""How strongly a fresh signal speaks for an item.

Skipping says little and nothing in favour. A dislike cannot be told to an implicit model at
all: it suppresses the item and its likes when they are ranked.
"""

PREFERENCE_HALF_LIFE_DAYS: Final = 120.0

_SIGNAL_OF: Final = {
    Verdict.COMPLETE: Signal.COMPLETED,
    Verdict.LIKE: Signal.LIKED,
    Verdict.SKIP: Signal.SKIPPED,
    Verdict.DISLIKE: Signal.DISLIKED,
}


@dataclass(frozen=True)
class Interaction:
    """One person did one thing with one item of the catalogue, at one time."""

    user_id: str
    item_id: str
    kind: RecommendationKind
    signal: Signal
    at: datetime


def interaction_of(feedback: Feedback) -> Interaction:
    """Return what a verdict says."""
    return Interaction(
        user_id=feedback.user_id,
        item_id=feedback.item_id,
        kind=feedback.kind,
        signal=_SIGNAL_OF[feedback.verdict],
        at=feedback.given_at,
    )


def preferences(
    interactions: Iterable[Interaction], now: datetime
) -> dict[tuple[str, str], float]:
    """Return how strongly each person prefers each item they took to, by (user, item).

    Signals add up and fade with time. A dislike cancels what was said before it; what comes
    after it counts again.
    """
    preferred: dict[tuple[str, str], float] = {}
    for one in sorted(interactions, key=lambda interaction: interaction.at):
        pair = (one.user_id, one.item_id)
        if one.signal is Signal.DISLIKED:
            preferred.pop(pair, None)
        elif strength := PREFERENCE.get(one.signal, 0.0):
            faded = strength * fading(age_days(one.at, now), PREFERENCE_HALF_LIFE_DAYS)
            preferred[pair] = preferred.get(pair, 0.0) + faded
    return preferred


def age_days(at: datetime, now: datetime) -> float:
    """Return how long ago something was; never negative."""
    return max((now - at).total_seconds() / DAY_S, 0.0)


def fading(days: float, half_life_days: float) -> float:
    """Return what is left of 1 after some days."""
    return float(0.5 ** (days / half_life_days))
