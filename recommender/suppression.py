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


_LIFTED_BY: Final = {
    Signal.DISLIKED: frozenset({Signal.LIKED, Signal.COMPLETED}),
    Signal.SKIPPED: frozenset({Signal.LIKED, Signal.COMPLETED}),
}
"""What a person does later that takes back what they said before."""


def is_cooling_down(item_id: str, person: PersonContext) -> bool:
    """Tell whether the item must stay away for now."""
    return any(
        person.now - one.at < COOL_DOWN[one.signal]
        for one in standing(person.history)
        if one.item_id == item_id and one.signal in COOL_DOWN
    )


def standing(history: Sequence[Interaction]) -> list[Interaction]:
    """Return what a person did, oldest first, without what they took back later."""
    kept: list[Interaction] = []
    for one in sorted(history, key=lambda interaction: interaction.at):
        kept = [
            earlier
            for earlier in kept
            if earlier.item_id != one.item_id
            or one.signal not in _LIFTED_BY.get(earlier.signal, frozenset())
        ]
        kept.append(one)
    return kept


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
            faded = strength * fading(age_days(one.at, person.now), AVERSION_HALF_LIFE_DAYS)
            against += faded * likeness[places[one.item_id]] ** 2
    return against
