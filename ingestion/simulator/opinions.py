"""What somebody was offered, and what they made of it: slates drawn by lot, and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from schema.people.advice import RecommendationKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from ingestion.simulator.menu import Dish, Menu, Session
    from ingestion.simulator.tastes import Tastes

SLATE_LENGTH: Final = 4
_EARLIER_MIN: Final = (20, 150)
_SAYS_MORE: Final = 0.35


class Judged(NamedTuple):
    """What was said of one place of a slate, and when."""

    place: int
    verdict: Verdict
    at: datetime


@dataclass(frozen=True)
class Opinion:
    """One slate and what was said of it.

    Attributes:
        item_ids: Of the catalogue, each drawn with the same probability.
        propensity: That probability.
    """

    kind: RecommendationKind
    shown_at: datetime
    item_ids: tuple[str, ...]
    propensity: float
    verdicts: tuple[Judged, ...]


class Done(NamedTuple):
    """Something of the catalogue that was done, and when it was over."""

    at: datetime
    kind: RecommendationKind
    item_id: str


def opinions_of(
    done: Sequence[Done], menu: Menu, tastes: Tastes, rng: np.random.Generator
) -> list[Opinion]:
    """Return a slate for each thing done: it stood there, among others drawn by lot."""
    liking = {
        RecommendationKind.WORKOUT: _by_id(menu.sessions, tastes.sessions),
        RecommendationKind.MEAL: _by_id(menu.dishes, tastes.dishes),
    }
    return [_opinion(one, liking[one.kind], rng) for one in done]


def _by_id(
    items: Sequence[Session] | Sequence[Dish], liking: NDArray[np.float64]
) -> dict[str, float]:
    return dict(zip((item.plan_id for item in items), liking.tolist(), strict=True))


def _opinion(done: Done, liking: dict[str, float], rng: np.random.Generator) -> Opinion:
    others = [item_id for item_id in liking if item_id != done.item_id]
    drawn = rng.permutation(len(others))[: SLATE_LENGTH - 1]
    item_ids = [others[place] for place in drawn]
    chosen = int(rng.integers(len(item_ids) + 1))
    item_ids.insert(chosen, done.item_id)
    shown_at = done.at - timedelta(minutes=int(rng.integers(*_EARLIER_MIN)))
    verdicts = [Judged(chosen, Verdict.COMPLETE, done.at)]
    place = int(rng.integers(len(item_ids)))
    if place != chosen and rng.random() < _SAYS_MORE:
        said_at = shown_at + timedelta(milliseconds=int(rng.integers(3_000, 40_000)))
        verdicts.append(Judged(place, _verdict(item_ids[place], liking), said_at))
    return Opinion(done.kind, shown_at, tuple(item_ids), 1 / len(liking), tuple(verdicts))


def _verdict(item_id: str, liking: dict[str, float]) -> Verdict:
    """Return what is thought of an item, beside all that could have stood there."""
    below = sum(other < liking[item_id] for other in liking.values())
    return Verdict.LIKE if below >= 2 * len(liking) / 3 else Verdict.DISLIKE
