import asyncio
from datetime import timedelta

import pytest

from recommender.interactions import RecommendationKind
from recommender.schedule import RetrainRule, Trainer
from schema.people.advice import Feedback, Verdict
from tests.recommender.conftest import EVENING
from tests.recommender.houses import house_of_tastes

RULE = RetrainRule(every_s=3600.0, new_share=0.02, fewest_new=10, look_every_s=30.0)


class OneLease:
    """A lease for all who share this desk."""

    def __init__(self):
        self.holder = None

    def acquire(self, _name, holder, _ttl_s):
        self.holder = self.holder or holder
        return self.holder == holder

    def release(self, _name, holder):
        self.holder = None if self.holder == holder else self.holder


class Drawer:
    """What everybody said, oldest first."""

    def __init__(self, feedback):
        self.feedback = sorted(feedback, key=lambda one: one.given_at)

    async def since(self, given_after, limit):
        later = [one for one in self.feedback if not given_after or one.given_at > given_after]
        return later[:limit]

    async def count_since(self, given_after):
        return len(await self.since(given_after, 10**9))

    async def segments(self):
        return house_of_tastes(people=60).segments


def said(interactions):
    return [
        Feedback(
            f"f{place}", one.user_id, f"r{place}", "s", one.kind, one.item_id,
            Verdict.COMPLETE, None, "default-options-1", one.at,
        )
        for place, one in enumerate(interactions)
    ]  # fmt: skip


@pytest.fixture
def drawer():
    return Drawer(said(house_of_tastes(people=60).interactions))


@pytest.fixture
def desk(drawer, registry):
    lease, clock = OneLease(), {"now": EVENING}

    def trainer(holder) -> Trainer:
        return Trainer(
            drawer, registry, lease, RULE, holder, "a1b2c3d", clock=lambda: clock["now"]
        )

    trainer.clock, trainer.lease = clock, lease
    return trainer


@pytest.mark.parametrize(
    ("known", "new", "since_s", "is_due"),
    [
        (0, 0, None, False),
        (0, 1, None, True),
        (1000, 9, 60, False),
        (1000, 20, 60, True),
        (100, 5, 60, False),
        (100, 10, 60, True),
        (1000, 1, 3600, True),
        (1000, 0, 10**6, False),
    ],
)
def test_it_is_due_by_time_or_by_what_is_new(known, new, since_s, is_due):
    assert RULE.is_due(known, new, since_s) is is_due


async def test_of_two_processes_one_trains(desk, registry):
    one, other = desk("one"), desk("other")

    trained = await asyncio.gather(one.look(), other.look())

    assert sorted(len(records) for records in trained) == [0, 2]
    assert len(registry.records(RecommendationKind.MEAL)) == 1


async def test_nothing_new_trains_nothing(desk):
    trainer = desk("one")
    await trainer.look()

    desk.clock["now"] += timedelta(days=9)

    assert await trainer.look() == []


async def test_whoever_leads_next_knows_what_was_learned(desk, drawer):
    await desk("one").look()
    desk.lease.release("training", "one")

    successor = desk("other")
    assert await successor.look() == []

    newest = drawer.feedback[-1].given_at
    more = said(house_of_tastes(seed=9).interactions[:30])
    for minute, one in enumerate(more):
        object.__setattr__(one, "given_at", newest + timedelta(minutes=minute + 1))
    drawer.feedback += more
    assert len(await successor.look()) == 2


async def test_the_schedule_trains_by_itself(desk, registry):
    scheduler = desk("one").scheduled()

    (job,) = scheduler.get_jobs()
    assert job.trigger.interval == timedelta(seconds=30)
    assert registry.current(RecommendationKind.MEAL) is None
    await job.func()

    assert registry.current(RecommendationKind.MEAL) == "meal-als-00001"
