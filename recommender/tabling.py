"""From what people did to the table that a model is trained on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recommender.catalogue.loader import load_meals, load_workouts
from recommender.interactions import (
    DAY_S,
    DISFAVOUR,
    PREFERENCE,
    PREFERENCE_HALF_LIFE_DAYS,
    Signal,
    age_days,
    fading,
    newest_said,
)
from recommender.table import make_table
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recommender.interactions import Interaction
    from recommender.table import InteractionTable


def item_ids(kind: RecommendationKind) -> tuple[str, ...]:
    """Return the catalogue of a kind."""
    items = load_meals() if kind is RecommendationKind.MEAL else load_workouts()
    return tuple(item.id for item in items)


def training_table(
    interactions: Iterable[Interaction], kind: RecommendationKind
) -> InteractionTable:
    """Return what speaks for items of a kind, and against them, faded to the newest.

    Oldest first.
    """
    catalogue = item_ids(kind)
    known = set(catalogue)
    stand = _standing(one for one in interactions if one.kind is kind and one.item_id in known)
    stand.sort(key=lambda one: (one.at, one.user_id, one.item_id))
    spoken = [one for one in stand if one.signal in PREFERENCE]
    now = spoken[-1].at if spoken else datetime.now(UTC)

    def columns(
        signals: Mapping[Signal, float],
    ) -> tuple[list[str], list[str], list[float], list[float]]:
        told = [one for one in stand if one.signal in signals]
        return (
            [one.user_id for one in told],
            [one.item_id for one in told],
            [one.at.timestamp() / DAY_S for one in told],
            [
                signals[one.signal] * fading(age_days(one.at, now), PREFERENCE_HALF_LIFE_DAYS)
                for one in told
            ],
        )

    table = make_table(*columns(PREFERENCE), catalogue=catalogue)
    return table.with_against(*columns(DISFAVOUR))


def _standing(interactions: Iterable[Interaction]) -> list[Interaction]:
    """Return what each person did with an item since they last changed their mind.

    A dislike takes back what was done before it; liking or doing it again takes back a
    dislike.
    """
    of_pair: dict[tuple[str, str], list[Interaction]] = {}
    for one in newest_said(interactions):
        theirs = of_pair.setdefault((one.user_id, one.item_id), [])
        if one.signal is Signal.DISLIKED:
            theirs.clear()
        elif one.signal in {Signal.LIKED, Signal.COMPLETED}:
            theirs[:] = [earlier for earlier in theirs if earlier.signal not in DISFAVOUR]
        theirs.append(one)
    return [one for theirs in of_pair.values() for one in theirs]
