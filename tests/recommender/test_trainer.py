import asyncio
from datetime import timedelta

import pytest
from redis import Redis

from infra.object_store import FolderObjects
from infra.redis import RedisLeases
from recommender.everybody import Everybody
from recommender.registry import Registry
from recommender.schedule import RetrainRule
from recommender.trainer import Trainer
from recommender.turns import OtherTrainsError
from schema.people.advice import Feedback, Verdict
from tests.infra.lake.lakes import Lake
from tests.ingestion import servers
from tests.recommender.conftest import EVENING, MEAL, WORKOUT
from tests.recommender.houses import house_of_tastes
from tests.waiting import until

RULE = RetrainRule(every_s=3600.0, fewest_new=10, look_every_s=0.5, rest_s=0.0)


class Drawer:
    """What everybody said, oldest first."""

    def __init__(self, feedback):
        self.feedback = sorted(feedback, key=lambda one: one.given_at)
        self.forgotten = []
        self.is_away = False

    async def since(self, given_after, limit=None):
        if self.is_away:
            raise ConnectionError("the drawer is stuck")
        later = [one for one in self.feedback if not given_after or one.given_at > given_after]
        return later[:limit]

    async def count_since(self, given_after):
        later = [one for one in self.feedback if not given_after or one.given_at > given_after]
        return len(later)

    async def segments(self):
        return {one.user_id: "TASTE" for one in self.feedback}

    async def register(self):
        return self.forgotten

    def say(self, interactions):
        """Add feedback, each a minute after what is newest."""
        newest = self.feedback[-1].given_at
        for minute, one in enumerate(said(interactions)):
            object.__setattr__(one, "given_at", newest + timedelta(minutes=minute + 1))
            self.feedback.append(one)


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
def lake(tmp_path):
    return Lake(tmp_path / "lake")


@pytest.fixture
def registry(tmp_path):
    return Registry(FolderObjects(tmp_path / "objects"))


@pytest.fixture
def leases():
    client = Redis.from_url(f"redis://{servers.redis().address}")
    client.flushdb()
    yield RedisLeases(client)
    client.close()


@pytest.fixture
def desk(drawer, lake, registry, leases):
    clock = {"now": EVENING}
    everybody = Everybody(drawer, lake.open(), drawer)

    def trainer(holder, rule=RULE) -> Trainer:
        return Trainer(
            everybody, registry, leases, rule, holder, "a1b2c3d", clock=lambda: clock["now"]
        )

    trainer.clock = clock
    return trainer


async def test_of_two_processes_one_trains(desk, registry):
    one, other = desk("one"), desk("other")

    trained = await asyncio.gather(one.look(), other.look())

    assert sorted(len(records) for records in trained) == [0, 2]
    assert len(registry.records(MEAL)) == 1


async def test_nothing_new_trains_nothing(desk):
    trainer = desk("one")
    await trainer.look()

    desk.clock["now"] += timedelta(days=9)

    assert await trainer.look() == []


async def test_whoever_leads_next_knows_what_was_learned(desk, drawer):
    leader, successor = desk("one"), desk("other")
    await leader.look()
    assert await successor.look() == []

    drawer.say(house_of_tastes(seed=9).interactions[:30])
    assert await successor.look() == []
    await leader.leading.release()

    assert len(await successor.look()) == 2


async def test_a_leader_that_dies_is_followed_when_its_lease_ran_out(desk, drawer):
    assert len(await desk("one").look()) == 2
    drawer.say(house_of_tastes(seed=9).interactions[:30])

    assert await desk("other").look() == []
    await asyncio.sleep(3 * RULE.look_every_s + 0.1)
    assert len(await desk("other").look()) == 2


async def test_a_command_waits_for_the_training_of_the_house(desk, registry):
    assert await desk("house").working.take()
    looking = asyncio.create_task(desk("house").look())

    with pytest.raises(OtherTrainsError):
        await desk("command").train_now()
    commanded = await desk("command").train_now(patience_s=30)

    await looking
    assert [record.kind for record in commanded] == [WORKOUT, MEAL]
    assert [one.version for one in registry.records(MEAL)] == [
        "meal-als-00001",
        "meal-als-00002",
    ]


async def test_who_lost_the_lease_while_training_promotes_nothing(desk, registry, leases):
    trainer = desk("slow")
    gather = trainer.everybody.gather

    async def lose_the_lease():
        learned_from = await gather()
        leases.release("training-now", "slow")
        assert leases.acquire("training-now", "quick", 60.0)
        return learned_from

    object.__setattr__(trainer.everybody, "gather", lose_the_lease)

    assert await trainer.look() == []
    assert registry.records(MEAL) == []


async def test_workouts_and_meals_of_the_lake_are_learned_from(desk, lake, registry):
    await desk("one").look()
    eaten = house_of_tastes(people=60, seed=5).interactions
    for place, one in enumerate(eaten[:60]):
        lake.said(
            "meal", one.at, user_id=one.user_id, record_id=f"m{place}",
            record={"items": [{"name": "A meal"}], "plan_id": one.item_id},
        )  # fmt: skip
    assert await desk("one").look() == []
    lake.commit()

    _, record = await desk("one").look()

    before = registry.records(MEAL)[0]
    assert before.interactions < record.interactions <= before.interactions + 60
    assert record.data_version.endswith("deeds-60-0")
    assert await desk("one").look() == []


async def test_what_the_erased_did_is_forgotten_though_the_lake_still_has_it(
    desk, drawer, lake, registry
):
    for place, one in enumerate(house_of_tastes(people=60).interactions[:30]):
        lake.said(
            "meal", one.at + timedelta(days=1), user_id=one.user_id, record_id=f"m{place}",
            record={"items": [{"name": "A meal"}], "plan_id": one.item_id},
        )  # fmt: skip
    lake.commit()
    await desk("one").look()

    gone = drawer.feedback[0].user_id
    drawer.feedback = [one for one in drawer.feedback if one.user_id != gone]
    drawer.forgotten.append(gone)
    await desk("one").look()

    people = [record.people for record in registry.records(MEAL)]
    assert people == [60, 59]
    assert await desk("one").look() == []


async def test_training_one_kind_leaves_the_other_due(desk, drawer):
    trainer = desk("one")
    await trainer.look()
    drawer.say(house_of_tastes(seed=9).interactions[:30])
    await trainer.train_now([MEAL])

    assert [record.kind for record in await trainer.look()] == [WORKOUT]


async def test_a_kind_that_fails_does_not_keep_the_other_from_learning(desk, registry, caplog):
    broken = registry.next_version

    def next_version(kind, method="als"):
        if kind is WORKOUT:
            raise ValueError("no number is left")
        return broken(kind, method)

    object.__setattr__(registry, "next_version", next_version)
    trainer = desk("one")

    assert [record.kind for record in await trainer.look()] == [MEAL]

    attempt = registry.attempt(WORKOUT)
    assert (attempt.failures, attempt.outcome) == (1, "failed: ValueError: no number is left")
    assert "training of workouts failed" in caplog.text
    assert await trainer.look() == []
    desk.clock["now"] += timedelta(seconds=1)
    await trainer.look()
    assert registry.attempt(WORKOUT).failures == 2


async def test_what_cannot_be_read_is_said_and_tried_again(desk, drawer, registry):
    drawer.is_away = True
    with pytest.raises(ConnectionError):
        await desk("one").look()
    assert registry.attempt(MEAL).outcome == "failed: ConnectionError: the drawer is stuck"

    drawer.is_away = False
    desk.clock["now"] += timedelta(minutes=5)

    assert len(await desk("one").look()) == 2


async def test_too_little_to_learn_from_is_said_once(desk, drawer, registry):
    drawer.feedback = drawer.feedback[:3]
    trainer = desk("one")

    (workouts, meals) = await trainer.look()

    assert "20 of 5 are needed" in meals.reason
    assert registry.attempt(WORKOUT).outcome == workouts.reason
    assert await desk("one").look() == []


async def test_the_schedule_trains_by_itself(desk, registry):
    scheduler = desk("one").scheduled()
    scheduler.start()

    await until(lambda: registry.current(MEAL))

    (job,) = scheduler.get_jobs()
    assert job.trigger.interval == timedelta(seconds=RULE.look_every_s)
    assert job.misfire_grace_time is None
    scheduler.shutdown(wait=False)
    assert registry.current(MEAL) == "meal-als-00001"
