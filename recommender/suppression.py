"""Keeping away what a person turned down, and what is like it.

An implicit model cannot be told of a dislike: a negative of confidence one changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from recommender.interactions import Signal, age_days, fading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from recommender.context import PersonContext
    from recommender.interactions import Interaction

COOL_DOWN: Final = {
    Signal.DISLIKED: timedelta(days=28),
    Signal.SKIPPED: timedelta(hours=12),
    Signal.COMPLETED: timedelta(hours=12),
}
"""How long an item stays away after a signal: disliked, not now, just done."""

AVERSION: Final = {Signal.DISLIKED: 1.5, Signal.SKIPPED: 0.15}
"""How much a signal speaks against what is exactly like its item, in deviations of score."""

AVERSION_HALF_LIFE_DAYS: Final = 45.0

_AGAINST: Final = frozenset({Signal.DISLIKED, Signal.SKIPPED})
_LIFTED_BY: Final = frozenset({Signal.LIKED, Signal.COMPLETED})
"""What a person does later that takes back what they said against an item."""


def is_cooling_down(item_id: str, person: PersonContext) -> bool:
    """Tell whether the item must stay away for now."""
    return item_id in person.cooling_down


def cooling_down(history: Sequence[Interaction], now: datetime) -> frozenset[str]:
    """Return the items that must stay away for now."""
    return frozenset(item_id for item_id, _ in cool_downs(history, now))


def cool_downs(history: Sequence[Interaction], now: datetime) -> list[tuple[str, datetime]]:
    """Return each item that must stay away for now, with the end of each reason for it."""
    ends = [
        (one.item_id, one.at + COOL_DOWN[one.signal])
        for one in standing(history)
        if one.signal in COOL_DOWN
    ]
    return [(item_id, end) for item_id, end in ends if end > now]


def standing(history: Sequence[Interaction]) -> list[Interaction]:
    """Return what a person did, oldest first, without what they took back later."""
    kept: list[Interaction] = []
    favoured: set[str] = set()
    for one in sorted(history, key=lambda interaction: interaction.at)[::-1]:
        if one.signal in _AGAINST and one.item_id in favoured:
            continue
        if one.signal in _LIFTED_BY:
            favoured.add(one.item_id)
        kept.append(one)
    return kept[::-1]


def aversions(
    history: Sequence[Interaction],
    places: Mapping[str, int],
    likeness: NDArray[np.float64],
    person: PersonContext,
) -> NDArray[np.float64]:
    """Return how much is held against each item for being like what was turned down.

    `(items,)`, 0 or more. Likeness counts squared: near neighbours suffer, distant ones
    hardly.
    """
    against = np.zeros(len(places))
    for one in standing(history):
        strength = AVERSION.get(one.signal, 0.0)
        if strength and one.item_id in places:
            faded = strength * fading(age_days(one.at, person.morning), AVERSION_HALF_LIFE_DAYS)
            against += faded * likeness[places[one.item_id]] ** 2
    return against
