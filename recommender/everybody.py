"""Gathering what everybody did: verdicts from SQL, workouts and meals from the lake."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from recommender.deeds import interaction_of_deed
from recommender.interactions import interaction_of, told_once
from recommender.records import Learned
from recommender.tabling import item_ids
from recommender.training import TrainingSet
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recommender.interactions import Interaction
    from schema.ports.lives import Lives, LivesFeed
    from schema.ports.people import Erasures, FeedbackFeed


@dataclass(frozen=True)
class News:
    """How the stores differ from what a training knew.

    Attributes:
        new: Verdicts, workouts and meals that came since.
        is_other: Whether something must be unlearned, or the catalogue is another one.
    """

    new: int
    is_other: bool = False


@dataclass(frozen=True)
class Everybody:
    """Where everything that people do is read.

    Attributes:
        feedback: Verdicts.
        lake: Workouts, meals and features.
        erasures: Who asked to be forgotten.
    """

    feedback: FeedbackFeed
    lake: LivesFeed
    erasures: Erasures

    async def news_since(self, learned: Learned) -> News:
        """Return what came since a training."""
        said = await self.feedback.count_since(learned.newest)
        known = await self.feedback.count_since(None) - said
        done = await asyncio.to_thread(self.lake.deeds_since, learned.batch)
        forgotten = len(await self.erasures.register())
        return News(
            new=said + max(known - learned.feedback, 0) + done,
            is_other=forgotten != learned.forgotten or learned.catalogue != catalogue(),
        )

    async def gather(self) -> TrainingSet:
        """Return everything; of the lake as it is at one manifest."""
        forgotten = len(await self.erasures.register())
        feedback = await self.feedback.since(None)
        segments = await self.feedback.segments()
        lives = await asyncio.to_thread(self.lake.lives)
        deeds = await asyncio.to_thread(lambda: list(_deeds(lives, segments)))
        learned = Learned(
            feedback=len(feedback),
            newest=feedback[-1].given_at if feedback else None,
            deeds=len(deeds),
            batch=lives.batch,
            forgotten=forgotten,
            catalogue=catalogue(),
        )
        said = [interaction_of(one) for one in feedback]
        return TrainingSet(
            interactions=tuple(told_once([*said, *deeds])),
            segments=segments,
            data_version=str(learned),
            features_on=cache(lives.features),
            learned=learned,
        )


def _deeds(lives: Lives, people: Mapping[str, str]) -> Iterator[Interaction]:
    """Yield what people did; who was erased is forgotten before the lake has forgotten."""
    for deed in lives.deeds():
        if deed.user_id in people and (
            interaction := interaction_of_deed(deed.user_id, deed.record)
        ):
            yield interaction


@cache
def catalogue() -> str:
    """Return a name for all the items that can be recommended."""
    names = "\n".join(item for kind in RecommendationKind for item in item_ids(kind))
    return blake2b(names.encode(), digest_size=6).hexdigest()
