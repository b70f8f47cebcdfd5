"""What people did with what they were offered, and how much it says about their taste."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from schema.people.advice import RecommendationKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from schema.people.advice import Feedback

__all__ = [
    "Interaction",
    "RecommendationKind",
    "Signal",
    "interaction_of",
    "newest_said",
    "preferences",
    "told_once",
]

DAY_S: Final = 86_400.0


class Signal(StrEnum):
    """What a person did with an item; `RESEMBLED` is doing something like it."""

    COMPLETED = "completed"
    LIKED = "liked"
    RESEMBLED = "resembled"
    VIEWED = "viewed"
    SKIPPED = "skipped"
    DISLIKED = "disliked"


PREFERENCE: Final = {
    Signal.COMPLETED: 1.0,
    Signal.LIKED: 0.7,
    Signal.RESEMBLED: 0.35,
    Signal.VIEWED: 0.15,
}
"""How strongly a fresh signal speaks for an item."""

DISFAVOUR: Final = {Signal.DISLIKED: 1.0, Signal.SKIPPED: 0.1}
"""How strongly a fresh signal speaks against an item; skipping says little.

It cannot be told to an implicit model at all: for the person it suppresses the item and its
likes when they are ranked, for people like them the item.
"""

PREFERENCE_HALF_LIFE_DAYS: Final = 120.0

ONE_DEED_WITHIN: Final = timedelta(hours=12)
"""A thing done is often told twice: by the watch, by hand, as done in a slate."""

_DEEDS: Final = frozenset({Signal.COMPLETED, Signal.RESEMBLED})

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


def newest_said(interactions: Iterable[Interaction]) -> list[Interaction]:
    """Return the interactions, oldest first, without what a person said of an item again later.

    Saying it a thousand times says it once; doing it again is doing more.
    """
    ordered = sorted(interactions, key=lambda interaction: interaction.at)
    newest = {(one.user_id, one.item_id, one.signal): one for one in ordered}
    return [
        one
        for one in ordered
        if one.signal in _DEEDS or one is newest[one.user_id, one.item_id, one.signal]
    ]


def told_once(interactions: Iterable[Interaction]) -> list[Interaction]:
    """Return the interactions, oldest first, with what was done or said once counted once.

    Of several tellings of one deed the strongest stays, at the time of the last: who did it
    again meanwhile did it then.
    """
    ordered = newest_said(interactions)
    said = [one for one in ordered if one.signal not in _DEEDS]
    done: list[Interaction] = []
    begun: dict[tuple[str, str], datetime] = {}
    newest: dict[tuple[str, str], Interaction] = {}
    for one in (each for each in ordered if each.signal in _DEEDS):
        pair = (one.user_id, one.item_id)
        before = newest.get(pair)
        if before is None or one.at - begun[pair] >= ONE_DEED_WITHIN:
            if before is not None:
                done.append(before)
            begun[pair], newest[pair] = one.at, one
        else:
            strongest = max(before, one, key=lambda each: PREFERENCE[each.signal])
            newest[pair] = replace(strongest, at=one.at)
    return sorted((*done, *newest.values(), *said), key=lambda interaction: interaction.at)


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
