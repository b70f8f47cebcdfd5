import asyncio

import numpy as np
import pytest

from recommender.artefact import UnreadableModelError, decoded
from recommender.blend import Blend, BlendParameters
from recommender.interactions import RecommendationKind
from recommender.model import model_of
from recommender.registry import ModelRecord
from recommender.serving import Serving
from recommender.tabling import training_table
from schema.errors import NotFoundError
from tests.recommender.conftest import EVENING
from tests.recommender.houses import house_of_tastes
from tests.waiting import until

MEAL, WORKOUT = RecommendationKind.MEAL, RecommendationKind.WORKOUT
MODEL = "models/meal/meal-als-00002/model.npz"


@pytest.fixture
def two_versions(registry):
    house = house_of_tastes(people=12)
    table = training_table(house.interactions, MEAL)
    for _ in range(2):
        version = registry.next_version(MEAL)
        registry.keep(model_of(Blend(table, BlendParameters()), MEAL, version), record(version))
        registry.promote(MEAL, version)
    return registry


def put_workouts(registry):
    table = training_table(house_of_tastes(people=12, kind=WORKOUT).interactions, WORKOUT)
    version = registry.next_version(WORKOUT)
    model = model_of(Blend(table, BlendParameters()), WORKOUT, version)
    registry.keep(model, record(version, WORKOUT))
    registry.promote(WORKOUT, version)


def record(version, kind=MEAL):
    return ModelRecord(
        version=version,
        kind=kind,
        trained_at=EVENING,
        interactions=144,
        people=12,
        metrics={"pulseplate": {"ndcg@10": 0.4}, "popularity": {"ndcg@10": 0.2}},
        chosen={"factors": 16},
        data_version="feedback-144-none",
        git_revision="a1b2c3d",
        is_promoted=True,
        reason="beat the trivial",
    )


def test_rolling_back_serves_the_version_before_and_then_the_default_options(two_versions):
    assert two_versions.current(MEAL) == "meal-als-00002"

    assert two_versions.rollback(MEAL) == "meal-als-00001"
    assert two_versions.current(MEAL) == "meal-als-00001"
    assert two_versions.rollback(MEAL) is None
    assert two_versions.current(MEAL) is None
    with pytest.raises(NotFoundError):
        two_versions.rollback(MEAL)


def test_who_serves_follows_without_a_restart(two_versions):
    serving = Serving(two_versions)
    serving.look()
    assert serving.model(MEAL).version == "meal-als-00002"
    assert serving.look() == []

    two_versions.rollback(MEAL)
    assert serving.look() == [MEAL]
    assert serving.model(MEAL).version == "meal-als-00001"

    two_versions.rollback(MEAL)
    assert serving.look() == [MEAL]
    assert serving.model(MEAL) is None


def test_a_version_that_is_not_there_leaves_the_old_one_serving(two_versions):
    serving = Serving(two_versions)
    serving.look()

    two_versions.promote(MEAL, "meal-als-09999")

    assert serving.look() == []
    assert serving.model(MEAL).version == "meal-als-00002"


def test_a_file_that_is_no_model_leaves_the_old_one_serving(two_versions, caplog):
    serving = Serving(two_versions)
    serving.look()

    two_versions.objects.put("models/meal/meal-als-00003/model.npz", b"PK, and no more")
    two_versions.promote(MEAL, "meal-als-00003")

    assert [serving.look(), serving.look()] == [[], []]
    assert serving.model(MEAL).version == "meal-als-00002"
    assert caplog.text.count("is to serve and cannot") == 1


def test_a_model_with_one_bit_flipped_is_no_model(two_versions):
    content = two_versions.objects.get(MODEL)

    for place in np.random.default_rng(0).integers(8 * len(content), size=300).tolist():
        damaged = bytearray(content)
        damaged[place // 8] ^= 1 << place % 8
        with pytest.raises(UnreadableModelError):
            decoded(bytes(damaged))


@pytest.mark.parametrize("length", [0, 31, 32, 1000, -1])
def test_a_model_cut_short_is_no_model(two_versions, length):
    with pytest.raises(UnreadableModelError):
        decoded(two_versions.objects.get(MODEL)[:length])


@pytest.mark.parametrize("name", ["meal-als-00002/model.npz", "serving.json"])
@pytest.mark.parametrize("damage", [b"", b"PK", b'{"version": "\xff"}'])
async def test_a_kind_that_cannot_be_read_keeps_the_other_from_nothing(
    two_versions, name, damage, caplog
):
    told = []
    put_workouts(two_versions)
    two_versions.objects.put(f"models/meal/{name}", damage)
    serving = Serving(two_versions)

    async def tell(kind):
        told.append(kind)

    following = asyncio.create_task(serving.follow(tell, every_s=0.01))
    await until(lambda: told)
    await asyncio.sleep(0.05)
    following.cancel()

    assert told == [WORKOUT]
    assert serving.model(MEAL) is None
    assert serving.model(WORKOUT).version == "workout-als-00001"
    assert len(caplog.records) == 1


async def test_who_cannot_be_told_of_one_kind_is_told_of_the_other(two_versions):
    told = []
    put_workouts(two_versions)

    async def tell(kind):
        if kind is MEAL:
            raise ConnectionError("the bell is away")
        told.append(kind)

    following = asyncio.create_task(Serving(two_versions).follow(tell, every_s=0.01))
    await until(lambda: told)
    following.cancel()

    assert told == [WORKOUT]


def test_when_it_cannot_be_read_what_serves_the_next_version_serves_all_the_same(two_versions):
    serving = Serving(two_versions)
    serving.look()
    two_versions.objects.put("models/meal/serving.json", b"{")

    assert serving.look() == []
    assert serving.model(MEAL).version == "meal-als-00002"
    with pytest.raises(UnreadableModelError):
        two_versions.rollback(MEAL)

    two_versions.promote(MEAL, "meal-als-00001")

    assert serving.look() == [MEAL]
    assert two_versions.rollback(MEAL) is None


def test_while_it_cannot_be_read_what_serves_no_version_goes(two_versions):
    two_versions.objects.put("models/meal/serving.json", b"{")

    for number in range(3, 140):
        two_versions.keep(None, record(f"meal-als-{number:05d}"))

    assert len(two_versions.records(MEAL)) == 139


def test_an_attempt_that_cannot_be_read_is_none(two_versions):
    two_versions.objects.put("models/meal/attempt.json", b"{")

    assert two_versions.attempt(MEAL) is None


async def test_who_serves_goes_on_following_when_the_store_was_away(two_versions):
    told = []
    objects = two_versions.objects
    serving = Serving(two_versions)

    async def tell(kind):
        told.append((kind, serving.model(kind).version))

    following = asyncio.create_task(serving.follow(tell, every_s=0.01))
    await until(lambda: told == [(MEAL, "meal-als-00002")])
    files, objects.files = objects.files, None
    await asyncio.sleep(0.05)
    objects.files = files
    two_versions.rollback(MEAL)
    await until(lambda: len(told) == 2)
    following.cancel()

    assert told[1] == (MEAL, "meal-als-00001")


def test_old_versions_go_unless_they_serve_or_served(two_versions):
    for number in range(3, 140):
        two_versions.keep(None, record(f"meal-als-{number:05d}"))

    versions = [one.version for one in two_versions.records(MEAL)]

    assert versions[:3] == ["meal-als-00001", "meal-als-00002", "meal-als-00040"]
    assert len(versions) == 102
    assert two_versions.rollback(MEAL) == "meal-als-00001"
    assert two_versions.load(MEAL, "meal-als-00001").version == "meal-als-00001"


def test_kinds_do_not_touch_each_other(two_versions):
    assert two_versions.current(WORKOUT) is None
    assert two_versions.records(WORKOUT) == []
    assert two_versions.next_version(WORKOUT) == "workout-als-00001"
    assert two_versions.next_version(MEAL) == "meal-als-00003"


def test_a_record_is_kept_as_it_was_made(two_versions):
    kept = two_versions.records(MEAL)

    assert kept == [record("meal-als-00001"), record("meal-als-00002")]
