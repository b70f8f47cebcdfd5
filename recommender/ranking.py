"""Ranking what is eligible to one person: a sum of terms, varied, explored and explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import numpy as np

from recommender import moment
from recommender.content import content_likeness
from recommender.explanation import Facts, reason
from recommender.exploration import choose, seed_of
from recommender.interactions import Signal, preferences
from recommender.model import Past
from recommender.segments import nearest
from recommender.suppression import aversions
from recommender.table import saturated
from schema.people.advice import Impression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recommender.catalogue.items import Item
    from recommender.context import PersonContext
    from recommender.exploration import Chosen
    from recommender.model import AdviceModel

DEFAULT_VERSION: Final = "default-options-1"
"""Names what is offered while nothing was learned yet."""

TAKEN_TO: Final = frozenset({Signal.COMPLETED, Signal.LIKED})
"""What a person did or said about the very item."""

POPULAR_FROM: Final = 0.5
"""Deviations above the mean from which people are said to have taken to an item."""


@dataclass(frozen=True)
class Offer:
    """One item of a slate, with what is logged of it."""

    item: Item
    impression: Impression


class Shelf:
    """The items of one kind, with how alike they are."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = tuple(items)
        self.places = {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def likeness(self) -> NDArray[np.float64]:
        """Likeness of content, `(items, items)`."""
        return content_likeness(self.items)


class Ranking:
    """One person's ranking of what is eligible to them."""

    def __init__(
        self,
        shelf: Shelf,
        model: AdviceModel | None,
        person: PersonContext,
        allowed: list[int],
        *,
        for_tomorrow: bool,
    ) -> None:
        self._shelf, self._model, self._person = shelf, model, person
        self._allowed = np.array(allowed, np.intp)
        self._for_tomorrow = for_tomorrow
        self._history = [one for one in person.history if one.item_id in shelf.places]
        preferred = preferences(self._history, person.morning)
        self._preferred = {item_id: weight for (_, item_id), weight in preferred.items()}
        self._taken_to = {one.item_id for one in self._history if one.signal in TAKEN_TO}

    def offers(self, first: int) -> list[Offer]:
        """Return the chosen items with their parts and reasons."""
        if not len(self._allowed):
            return []
        terms = {name: term[self._allowed] for name, term in self._terms().items()}
        scores = np.sum(list(terms.values()), axis=0) + np.zeros(len(self._allowed))
        means = {name: float(term.mean()) for name, term in terms.items()}
        chosen = choose(
            scores,
            self._tried()[self._allowed],
            self._shelf.likeness[np.ix_(self._allowed, self._allowed)],
            first,
            self._seed(),
        )
        return [self._offer(position, one, terms, means) for position, one in enumerate(chosen)]

    def _terms(self) -> dict[str, NDArray[np.float64]]:
        terms = moment.fit(self._shelf.items, self._person)
        if self._model is not None:
            group = self._group(self._model)
            terms |= self._model.terms(self._past, self._person.segment, group)
        against = aversions(
            self._history, self._shelf.places, self._shelf.likeness, self._person
        )
        if against.any():
            terms["aversion"] = -against
        return terms

    def _group(self, model: AdviceModel) -> str:
        return model.group(self._person.segment, self._person.features)

    @cached_property
    def _past(self) -> Past:
        places = [self._shelf.places[item_id] for item_id in self._preferred]
        newest = max(
            (one for one in self._history if one.item_id in self._preferred),
            key=lambda one: one.at,
            default=None,
        )
        return Past(
            items=np.array(places, np.intp),
            weights=saturated(np.array(list(self._preferred.values()), np.float64)),
            last=-1 if newest is None else self._shelf.places[newest.item_id],
        )

    def _tried(self) -> NDArray[np.float64]:
        tried = np.zeros(len(self._shelf.items))
        for one in self._history:
            tried[self._shelf.places[one.item_id]] += 1.0
        return tried

    def _seed(self) -> int:
        person = self._person
        version = DEFAULT_VERSION if self._model is None else self._model.version
        return seed_of(person.user_id, person.now.date(), version, len(self._history))

    def _offer(
        self,
        position: int,
        chosen: Chosen,
        terms: dict[str, NDArray[np.float64]],
        means: dict[str, float],
    ) -> Offer:
        place = int(self._allowed[chosen.place])
        item = self._shelf.items[place]
        parts = {name: float(term[chosen.place]) for name, term in terms.items()}
        parts |= {"exploration": chosen.explored, "variety": chosen.variety}
        beyond = {name: part - means.get(name, 0.0) for name, part in parts.items()}
        return Offer(
            item=item,
            impression=Impression(
                id=str(uuid4()),
                position=position,
                item_id=item.id,
                propensity=chosen.propensity,
                score=sum(parts.values()),
                reason=reason(item, self._facts(place, beyond)),
                contributions=parts,
            ),
        )

    def _facts(self, place: int, beyond: dict[str, float]) -> Facts:
        facts = Facts(self._person, beyond, for_tomorrow=self._for_tomorrow)
        if self._model is None:
            return facts
        past = self._past
        return replace(
            facts,
            alike=self._speaks_for(place, past),
            last_title=self._title(past.last) if self._follows(place, past.last) else None,
            is_popular=self._is_popular(place),
        )

    def _speaks_for(self, place: int, past: Past) -> str | None:
        model = self._model
        if model is None or not len(past.items):
            return None
        spoken = model.fold_in.parts(past.items, past.weights, place)
        spoken[past.items == place] = 0.0
        spoken[[not self._is_taken_to(other) for other in past.items]] = 0.0
        strongest = int(np.argmax(spoken))
        return self._title(int(past.items[strongest])) if spoken[strongest] > 0 else None

    def _follows(self, place: int, last: int) -> bool:
        if self._model is None or last in {-1, place} or not self._is_taken_to(last):
            return False
        following = self._model.following[last]
        return bool(following[place] > following.mean())

    def _is_popular(self, place: int) -> bool:
        if self._model is None:
            return False
        recent = nearest(self._model.recent, self._group(self._model))
        return bool(recent[place] > recent.mean() + POPULAR_FROM * recent.std())

    def _is_taken_to(self, place: int) -> bool:
        """Say whether a reason may name the item: a meal that is only like it was another."""
        return self._shelf.items[place].id in self._taken_to

    def _title(self, place: int) -> str:
        return self._shelf.items[place].title
