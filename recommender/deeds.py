"""What a workout done or a meal eaten says of the catalogue."""

from __future__ import annotations

from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from msgspec import Meta

from recommender.catalogue.loader import load_meals, load_workouts
from recommender.interactions import Interaction, RecommendationKind, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.ports.lake import StoredRecord

DEEDS: Final = {"workout": RecommendationKind.WORKOUT, "meal": RecommendationKind.MEAL}
"""The records that tell what somebody did, and the kind of item each is of."""

ALIKE_ACTIVITIES: Final = frozenset(
    {"walking", "running", "cycling", "swimming", "rowing", "strength", "mobility"}
)
"""Activities that are one thing each; `sport` may be football or golf."""

WITHIN_FACTOR: Final = 1.5
"""How much longer or shorter a workout may be than the one of the catalogue it is like."""

LEAST_LIKENESS: Final = 0.85
"""Cosine of what two meals are made of from which they are alike."""


class _Eaten(msgspec.Struct):
    """A food in a meal; a record may hold anything beside it, and anything in its place."""

    food: str
    grams: Annotated[float, Meta(ge=0, le=10_000)]


def interaction_of_deed(user_id: str, record: StoredRecord) -> Interaction | None:
    """Return what a workout or meal says; null if it has nothing to do with the catalogue.

    One that was done from the catalogue names its item as `plan_id`. One that names none
    speaks, less loudly, for the item that is most like it.
    """
    kind = DEEDS[record.type]
    plan_id = record.record.get("plan_id")
    if isinstance(plan_id, str) and plan_id in _items(kind):
        return Interaction(user_id, plan_id, kind, Signal.COMPLETED, record.end_at)
    item_id = _most_like(record)
    if item_id is None:
        return None
    return Interaction(user_id, item_id, kind, Signal.RESEMBLED, record.end_at)


@lru_cache
def _items(kind: RecommendationKind) -> frozenset[str]:
    items = load_meals() if kind is RecommendationKind.MEAL else load_workouts()
    return frozenset(item.id for item in items)


def _most_like(record: StoredRecord) -> str | None:
    if DEEDS[record.type] is RecommendationKind.MEAL:
        return _meal_like(_grams(record.record.get("items")))
    minutes = (record.end_at - record.start_at).total_seconds() / 60.0
    return _workout_like(record.record.get("activity"), minutes)


def _workout_like(activity: Any, minutes: float) -> str | None:
    """Return the workout of the same activity that is nearest in length."""
    if not isinstance(activity, str) or activity not in ALIKE_ACTIVITIES or minutes <= 0:
        return None
    off = {
        workout.id: abs(log(workout.minutes / minutes))
        for workout in load_workouts()
        if workout.activity == activity
    }
    nearest = min(off, key=lambda item_id: off[item_id])
    return nearest if off[nearest] <= log(WITHIN_FACTOR) else None


def _meal_like(grams: Mapping[str, float]) -> str | None:
    length = _length(grams)
    if not length:
        return None
    likeness = {
        meal.id: sum(amount * meal.grams.get(food, 0.0) for food, amount in grams.items())
        / (length * _length(meal.grams))
        for meal in load_meals()
    }
    nearest = max(likeness, key=lambda item_id: likeness[item_id])
    return nearest if likeness[nearest] >= LEAST_LIKENESS else None


def _grams(items: Any) -> dict[str, float]:
    """Return the grams of each food in a meal; none if not all of it is told so."""
    try:
        eaten = msgspec.convert(items, list[_Eaten])
    except msgspec.ValidationError:
        return {}
    grams: dict[str, float] = {}
    for one in eaten:
        grams[one.food] = grams.get(one.food, 0.0) + one.grams
    return grams


def _length(grams: Mapping[str, float]) -> float:
    return sqrt(sum(amount**2 for amount in grams.values()))
