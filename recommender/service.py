"""Slates for one person: eligible first, then ranked, varied, explored and explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from recommender.catalogue.loader import load_meals, load_workouts
from recommender.eligibility import eligible
from recommender.ranking import DEFAULT_VERSION, Ranking, Shelf
from recommender.suppression import is_cooling_down
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from recommender.context import PersonContext
    from recommender.model import AdviceModel
    from recommender.ranking import Offer


@dataclass(frozen=True)
class RankedSlate:
    """What is offered, best first; of tomorrow if nothing more fits today."""

    id: str
    kind: RecommendationKind
    model_version: str
    offers: tuple[Offer, ...]
    for_tomorrow: bool


class Recommender:
    """Answers with a slate. It keeps nothing of a person between two questions."""

    def __init__(
        self,
        model: Callable[[RecommendationKind], AdviceModel | None],
        shelves: dict[RecommendationKind, Shelf] | None = None,
    ) -> None:
        """Make a recommender.

        Args:
            model: Gives what serves now (`Serving.model`).
            shelves: The catalogue; the house's own if none is given.
        """
        self._model = model
        self._shelves = shelves or {
            RecommendationKind.WORKOUT: Shelf(load_workouts()),
            RecommendationKind.MEAL: Shelf(load_meals()),
        }

    def slate(
        self, person: PersonContext, kind: RecommendationKind, first: int = 10
    ) -> RankedSlate:
        """Return the best eligible items for the person at their moment.

        The same question has the same answer, until the person says or does something, their
        day moves, the hour turns (`following.next_turn`) or the model changes. It may be
        empty: no item is safe for some people.
        """
        shelf, model = self._shelves[kind], self._model(kind)
        for_tomorrow = False
        allowed = eligible(shelf.items, person)
        if kind is RecommendationKind.MEAL and not allowed and _has_budget(person):
            tomorrow, for_tomorrow = _tomorrow(person), True
            allowed = [
                place
                for place in eligible(shelf.items, tomorrow)
                if not is_cooling_down(shelf.items[place].id, person)
            ]
            person = tomorrow

        ranking = Ranking(shelf, model, person, allowed, for_tomorrow=for_tomorrow)
        return RankedSlate(
            id=str(uuid4()),
            kind=kind,
            model_version=DEFAULT_VERSION if model is None else model.version,
            offers=tuple(ranking.offers(first)),
            for_tomorrow=for_tomorrow,
        )


def _has_budget(person: PersonContext) -> bool:
    return person.today.energy_left_kcal is not None


def _tomorrow(person: PersonContext) -> PersonContext:
    """Return the person at the next breakfast, with nothing eaten yet."""
    morning = (person.now + timedelta(days=1)).replace(hour=8, minute=0)
    today = replace(person.today, energy_eaten_kcal=0.0, protein_eaten_g=0.0)
    return replace(person, now=morning, today=today)
