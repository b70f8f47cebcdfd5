import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from recommender.adviser import Adviser
from recommender.catalogue.shelf import HouseCatalogue
from recommender.knowledge import Sources
from recommender.service import Recommender
from schema.errors import NotFoundError
from schema.people.advice import Feedback, RecommendationKind, Verdict
from schema.people.defaults import DefaultOption, DefaultOrigin
from schema.people.profile import GoalKind, Goals, Profile, Sex
from schema.ports.catalogue import MealPlan, WorkoutPlan
from schema.ports.lake import DayValue, StoredRecord
from tests.recommender.conftest import EVENING

MEAL, WORKOUT = RecommendationKind.MEAL, RecommendationKind.WORKOUT


class Luca:
    """What the house has written down of one person."""

    def __init__(self):
        self.told = Profile(
            "Luca", "Europe/Rome", date(1990, 5, 1), Sex.MALE, 180.0,
            allergens=("nuts",), diet=(), injuries=(), equipment=("bicycle",),
        )  # fmt: skip
        self.wanted = Goals(kind=GoalKind.ENDURANCE)
        self.day = {"energy_in": 900.0, "protein": 40.0, "body_weight": 80.0, "readiness": 70.0}
        self.done = []
        self.batches, self.read_at = 0, -1

    def is_read(self):
        """Whether the newest batch was looked at."""
        return self.read_at == self.batches

    async def batch(self, _stream="quick"):
        return self.batches

    async def profile(self, _user_id):
        return self.told

    async def goals(self, _user_id):
        return self.wanted

    async def options(self, _user_id):
        return [
            DefaultOption("slate.workout_prior", {"cardio": 0.7}, DefaultOrigin.SEGMENT),
            DefaultOption("goals.protein_g_per_kg", 1.4, DefaultOrigin.SEGMENT),
        ]

    async def days(self, _user_id, _first, last, _as_of=None):
        return {last: {name: DayValue(value, {}) for name, value in self.day.items()}}

    async def records(self, _user_id, types, first, _before=None):
        return [one for one in self.done if one.type in types][:first]

    async def features(self, _user_id):
        self.read_at = self.batches
        return {"mean_steps": 9000.0}


class Notebook:
    """The slates that were shown, and what was said of them."""

    def __init__(self):
        self.slates, self.said = [], []

    async def record(self, slate):
        self.slates.append(slate)

    async def slate_of(self, user_id, recommendation_id):
        for slate in self.slates:
            if slate.user_id == user_id:
                for one in slate.impressions:
                    if one.id == recommendation_id:
                        return slate
        raise NotFoundError(recommendation_id)

    async def latest(self, user_id, kind):
        shown = [one for one in self.slates if (one.user_id, one.kind) == (user_id, kind)]
        return shown[-1] if shown else None

    async def give_feedback(self, user_id, recommendation_id, verdict, note=None):
        slate = await self.slate_of(user_id, recommendation_id)
        item = next(one.item_id for one in slate.impressions if one.id == recommendation_id)
        self.said.append(
            Feedback(
                "f", user_id, recommendation_id, slate.id, slate.kind, item, verdict, note,
                slate.model_version, EVENING,
            )
        )  # fmt: skip

    async def feedback(self, _user_id, _first=1000):
        return self.said[::-1]


class Bell:
    def __init__(self):
        self.rung, self.rung_now = [], asyncio.Queue()

    async def ring(self, user_id, kind):
        self.rung.append((user_id, kind))
        self.rung_now.put_nowait(kind)

    async def rings(self, _user_id):
        while True:
            yield await self.rung_now.get()


class Days(asyncio.Queue):
    """What the lake learns of anybody's days."""

    async def changes(self, _user_id):
        while True:
            yield await self.get()


@pytest.fixture
def house():
    luca, notebook, bell, days = Luca(), Notebook(), Bell(), Days()
    sources, recommender = Sources(luca, luca, luca), Recommender(lambda _: None)
    adviser = Adviser(recommender, sources, notebook, bell, days, lambda: EVENING)
    return adviser, {"luca": luca, "notebook": notebook, "bell": bell, "days": days}


async def test_a_slate_is_kept_as_it_is_shown(house):
    adviser, parts = house

    slate = await adviser.slate("luca", MEAL, 5)

    (kept,) = parts["notebook"].slates
    assert (kept.id, kept.model_version) == (slate.id, slate.model_version)
    assert [one.id for one in kept.impressions] == [item.id for item in slate.items]
    assert kept.context["energy_eaten_kcal"] == 900.0
    assert kept.context["segment"] == "ENDURANCE:MALE:30-44:*"
    assert all(isinstance(item.item, MealPlan) for item in slate.items)
    assert all("NUTS" not in item.item.allergens for item in slate.items)


async def test_a_workout_is_shown_with_what_it_costs_the_person(house):
    adviser, _ = house

    slate = await adviser.slate("luca", WORKOUT, 3)

    for recommendation in slate.items:
        plan = recommendation.item
        assert isinstance(plan, WorkoutPlan)
        assert plan.energy_kcal == pytest.approx(plan.met * 80.0 * plan.duration_min / 60.0)


async def test_a_dislike_answers_with_another_slate_and_rings(house):
    adviser, parts = house
    slate = await adviser.slate("luca", WORKOUT, 4)
    disliked = slate.items[0]

    adapted = await adviser.feedback("luca", disliked.id, Verdict.DISLIKE, "not this")

    assert len(adapted.items) == 4
    assert disliked.item.id not in [item.item.id for item in adapted.items]
    assert parts["bell"].rung == [("luca", WORKOUT)]
    again = await adviser.slate("luca", WORKOUT, 4)
    assert [item.item.id for item in again.items] == [item.item.id for item in adapted.items]


async def test_another_profile_rings_for_both_kinds(house):
    adviser, parts = house

    await adviser.fit_anew("luca")

    assert parts["bell"].rung == [("luca", kind) for kind in RecommendationKind]


@pytest.mark.parametrize(("ago", "is_away"), [(20, True), (2 * 24 * 60, False)])
async def test_what_was_just_eaten_stays_away_for_now(house, ago, is_away):
    adviser, parts = house
    eaten = (await adviser.slate("luca", MEAL, 4)).items[0].item.id
    at = EVENING - timedelta(minutes=ago)
    record = {"items": [{"name": "A meal"}], "plan_id": eaten}
    parts["luca"].done = [StoredRecord("phone", "meal", "m", at, at, None, record, None)]

    later = replace(adviser, sources=replace(adviser.sources))
    slate = await later.slate("luca", MEAL, 80)

    assert (eaten not in [item.item.id for item in slate.items]) is is_away


async def test_nobody_answers_for_another(house):
    adviser, parts = house
    slate = await adviser.slate("luca", MEAL, 1)

    with pytest.raises(NotFoundError):
        await adviser.feedback("stranger", slate.items[0].id, Verdict.LIKE, None)

    assert parts["notebook"].said == []


async def test_a_goal_of_ones_own_is_what_is_left_to_eat(house):
    adviser, parts = house
    parts["luca"].wanted = Goals(daily_energy_kcal=2600.0, daily_protein_g=120.0)

    await adviser.slate("luca", MEAL, 1)

    context = parts["notebook"].slates[0].context
    assert context["energy_target_kcal"] == 2600.0
    assert context["protein_target_g"] == 120.0


async def test_without_a_weight_nothing_is_made_up(house):
    adviser, parts = house
    parts["luca"].day = {}

    slate = await adviser.slate("luca", WORKOUT, 1)

    context = parts["notebook"].slates[0].context
    assert context["energy_target_kcal"] is None
    assert context["readiness"] is None
    assert slate.items[0].item.energy_kcal is None


async def test_the_catalogue_shows_foods_meals_and_workouts():
    catalogue = HouseCatalogue()

    (first, *_) = await catalogue.foods("banana", 3)
    assert first == await catalogue.food("banana")
    assert first.energy_kcal_per_100_g == 89
    assert await catalogue.food("moon dust") is None
    assert len(await catalogue.workout_plans()) >= 60
    (meal, *_) = await catalogue.meal_plans()
    assert [item.grams for item in meal.items] == [60.0, 250.0, 80.0, 15.0]
