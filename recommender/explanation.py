"""Why an item stands where it stands, in one sentence that is true.

The score is a sum, so each term's part, beside what the eligible items have of it on average,
*is* the explanation. A term becomes words only where its fact holds for this person and item.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from recommender.catalogue.items import Meal, Workout
from recommender.interactions import Signal
from recommender.moment import (
    balance_distance,
    health_distance,
    hour_of,
    is_heavy_week,
    slot_at,
    wanted_met,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recommender.catalogue.items import Item
    from recommender.context import PersonContext

LEAST_PART: Final = 0.05
MOST_REASONS: Final = 2
ONCE: Final = 1
SUITS_WITHIN_MET: Final = 2.0
NEAR_BALANCE: Final = 0.3

_KIND_WORDS: Final = {"cardio": "endurance", "strength": "strength", "mobility": "mobility"}


@dataclass(frozen=True)
class Facts:
    """What is known when an item is explained.

    Attributes:
        parts: Each term's part beyond its mean over the eligible items.
        alike: Title of what the person took to that speaks most for the item by taste.
        last_title: Title of what they did last, if this item often follows it.
        is_popular: Whether people like them took to it lately, more than to most items.
        for_tomorrow: Whether nothing more fits today.
    """

    person: PersonContext
    parts: Mapping[str, float]
    alike: str | None = None
    last_title: str | None = None
    is_popular: bool = False
    for_tomorrow: bool = False


def reason(item: Item, facts: Facts) -> str:
    """Return the reason for an item: its strongest terms that can be said."""
    strongest = sorted(facts.parts.items(), key=lambda part: -part[1])
    said: list[str] = []
    for name, part in strongest:
        if part < LEAST_PART or len(said) == MOST_REASONS:
            break
        sentence = _SENTENCES[name](item, facts) if name in _SENTENCES else None
        if sentence and sentence not in said:
            said.append(sentence)

    text = "; ".join(said) if said else _plain(item)
    text = f"for tomorrow: {text}" if facts.for_tomorrow else text
    return text[0].upper() + text[1:] + "."


def _taste(_: Item, facts: Facts) -> str | None:
    return f"goes with {facts.alike}, which you took to" if facts.alike else None


def _popular(_: Item, facts: Facts) -> str | None:
    return "taken to lately by people like you" if facts.is_popular else None


def _repeat(item: Item, facts: Facts) -> str | None:
    done = sum(
        one.item_id == item.id and one.signal is Signal.COMPLETED
        for one in facts.person.history
    )
    if not done:
        return None
    return "you had it before" if isinstance(item, Meal) else _times(done)


def _times(done: int) -> str:
    return "you did it once before" if done == ONCE else f"you did it {done} times before"


def _transition(_: Item, facts: Facts) -> str | None:
    return f"often comes after {facts.last_title}" if facts.last_title else None


def _time_of_day(item: Item, facts: Facts) -> str | None:
    slot = slot_at(hour_of(facts.person))
    if isinstance(item, Meal):
        return f"right for {_slot_word(slot)}" if slot in item.slots else None
    return "easy enough for late in the day"


def _slot_word(slot: str) -> str:
    return "a snack" if slot == "snack" else str(slot)


def _energy_left(item: Item, facts: Facts) -> str | None:
    left = facts.person.today.energy_left_kcal
    if not isinstance(item, Meal) or left is None:
        return None
    return f"{item.energy_kcal:.0f} of the {left:.0f} kcal {_day(facts)}"


def _protein_left(item: Item, facts: Facts) -> str | None:
    left = facts.person.today.protein_left_g
    if not isinstance(item, Meal) or left is None:
        return None
    return f"{item.protein_g:.0f} g of protein toward the {left:.0f} g {_missing(facts)}"


def _day(facts: Facts) -> str:
    return "you plan to eat" if facts.for_tomorrow else "left today"


def _missing(facts: Facts) -> str:
    return "you aim at" if facts.for_tomorrow else "still missing today"


def _health(item: Item, _: Facts) -> str | None:
    if not isinstance(item, Meal) or health_distance(item) > 0:
        return None
    return f"{item.fibre_g:.0f} g of fibre and little saturated fat"


def _readiness(item: Item, facts: Facts) -> str | None:
    readiness = facts.person.today.readiness
    if not isinstance(item, Workout) or readiness is None:
        return None
    if abs(item.met - wanted_met(readiness)) > SUITS_WITHIN_MET:
        return None
    return f"{item.intensity} effort suits your readiness of {readiness:.0f}"


def _load(item: Item, facts: Facts) -> str | None:
    if not isinstance(item, Workout) or not is_heavy_week(facts.person.today):
        return None
    return "little load after a heavy week"


def _adherence(item: Item, _: Facts) -> str | None:
    return f"short: {item.minutes:.0f} minutes" if isinstance(item, Workout) else None


def _default(item: Item, facts: Facts) -> str | None:
    if isinstance(item, Workout):
        return f"{_KIND_WORDS[item.kind]} is the usual advice for people like you"
    shares = facts.person.meal_prior
    if shares is None or balance_distance(item, shares) > NEAR_BALANCE:
        return None
    return "near the balance of protein, carbohydrate and fat advised for people like you"


def _exploration(item: Item, facts: Facts) -> str | None:
    is_new = all(one.item_id != item.id for one in facts.person.history)
    return "something new to you here" if is_new else None


_SENTENCES: Final[Mapping[str, Callable[[Item, Facts], str | None]]] = {
    "taste": _taste,
    "neighbours": _taste,
    "recency": _popular,
    "popularity": _popular,
    "repeat": _repeat,
    "transition": _transition,
    "time_of_day": _time_of_day,
    "energy_left": _energy_left,
    "protein_left": _protein_left,
    "health": _health,
    "readiness": _readiness,
    "load": _load,
    "adherence": _adherence,
    "default": _default,
    "exploration": _exploration,
}


def _plain(item: Item) -> str:
    if isinstance(item, Meal):
        return f"ready in {item.minutes:.0f} minutes"
    if item.equipment:
        return f"{item.minutes:.0f} minutes of {item.intensity} effort"
    return f"{item.minutes:.0f} minutes, without equipment"
