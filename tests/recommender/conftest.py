from datetime import UTC, datetime, timedelta

import pytest

from recommender.context import PersonContext, Rules, Today
from recommender.interactions import Interaction, RecommendationKind, Signal
from recommender.registry import Registry
from schema.errors import NotFoundError

MEAL, WORKOUT = RecommendationKind.MEAL, RecommendationKind.WORKOUT
EVENING = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


class DrawerOfFiles:
    """An object store in a drawer: whole files by key."""

    def __init__(self):
        self.files = {}

    def put(self, key, content):
        self.files[key] = content

    def get(self, key):
        if key not in self.files:
            raise NotFoundError(f"there is no {key}")
        return self.files[key]

    def list(self, prefix):
        return sorted(key for key in self.files if key.startswith(prefix))

    def delete(self, key):
        self.files.pop(key, None)


@pytest.fixture
def registry():
    return Registry(DrawerOfFiles())


@pytest.fixture
def person():
    """Somebody who told everything, and may eat and do nearly anything."""

    def make(history=(), **changed: object) -> PersonContext:
        known = {
            "user_id": "luca",
            "now": EVENING,
            "rules": Rules(
                allergens=(), diet=(), injuries=(), equipment=("pool", "dumbbells", "bicycle")
            ),
            "today": Today(energy_target_kcal=2600.0, energy_eaten_kcal=900.0),
            "segment": "ENDURANCE:MALE:30-44:HIGH",
            "history": tuple(history),
            "workout_prior": {"cardio": 0.45, "strength": 0.35, "mobility": 0.2},
            "meal_prior": {"protein": 0.2, "carbohydrate": 0.5, "fat": 0.3},
        }
        return PersonContext(**known | changed)

    return make


def did(signal, item_id, *, user="luca", ago_h=0.0, kind=RecommendationKind.MEAL):
    return Interaction(user, item_id, kind, Signal(signal), EVENING - timedelta(hours=ago_h))
