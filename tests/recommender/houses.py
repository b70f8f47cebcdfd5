"""Small houses with people of known taste."""

from collections import Counter
from datetime import timedelta

import numpy as np

from recommender.interactions import Interaction, RecommendationKind, Signal
from recommender.tabling import item_ids
from recommender.training import TrainingSet
from tests.recommender.conftest import EVENING

DAYS = 60
TASTES = 4


def house_of_tastes(*, people=120, each=12, seed=1, kind=RecommendationKind.MEAL):
    """Everybody's taste is a mixture of four that the house knows, and a little of their own.

    A segment is the taste that somebody has most of.
    """
    rng = np.random.default_rng(seed)
    catalogue = item_ids(kind)
    tastes = 2.5 * rng.normal(size=(TASTES, len(catalogue)))
    done, segments = [], {}
    for person in range(people):
        mixture = rng.dirichlet(np.full(TASTES, 0.4))
        liking = np.exp(mixture @ tastes + 0.4 * rng.normal(size=len(catalogue)))
        segments[f"person-{person}"] = f"TASTE{mixture.argmax()}"
        done += [
            interaction(f"person-{person}", catalogue[item], rng, kind)
            for item in rng.choice(len(catalogue), each, p=liking / liking.sum())
        ]
    return TrainingSet(tuple(done), segments, f"feedback-{len(done)}-none")


def favourites(house, segment, first=8):
    """What people of a segment did most."""
    count = Counter(
        one.item_id for one in house.interactions if house.segments[one.user_id] == segment
    )
    return [item_id for item_id, _ in count.most_common(first)]


def house_without_taste(*, people=40, seed=1, kind=RecommendationKind.MEAL):
    """What anybody does is drawn alike from the same few popular items."""
    rng = np.random.default_rng(seed)
    catalogue = item_ids(kind)
    shares = 1.0 / np.arange(1, len(catalogue) + 1) ** 2
    done = [
        interaction(f"0-{person}", catalogue[item], rng, kind)
        for person in range(people)
        for item in rng.choice(len(catalogue), 14, p=shares / shares.sum())
    ]
    return TrainingSet(tuple(done), {}, "feedback-560-none")


def interaction(user, item_id, rng, kind):
    ago = timedelta(days=float(rng.uniform(0, DAYS)))
    return Interaction(user, item_id, kind, Signal.COMPLETED, EVENING - ago)
