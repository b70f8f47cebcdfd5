import shutil

import pytest
from deltalake import DeltaTable

from schema.tables import DAY, MANIFEST, MINUTE
from spark_streaming.progress import Progress, Turn
from spark_streaming.republication import Republication, UnfinishedBatchError
from tests.spark_streaming.lakes import PowerCutError, QuickLake, Versions, same_gold
from tests.spark_streaming.messages import steps
from tests.spark_streaming.world import ANNA_STEPS

pytestmark = pytest.mark.spark


@pytest.fixture
def spoilt(spark, told, tmp_path):
    """The lake of the little world once more, to do harm to."""
    shutil.copytree(told.lake.root, tmp_path, dirs_exist_ok=True)
    return QuickLake(spark, tmp_path)


def test_a_cell_altered_by_hand_is_named_and_put_right_once(spoilt, told, story):
    Republication(spoilt.lake).publish()
    DeltaTable(spoilt.lake.path(DAY)).update(
        updates={"value": "value + 1"},
        predicate="metric = 'body_weight' AND value IS NOT NULL"
        " OR user_id = 'anna' AND metric = 'steps' AND value IS NOT NULL",
    )
    republication = Republication(spoilt.lake)

    found = list(republication.differences())
    assert str(found[0]) == "gold/day anna 2026-11-02 steps: value is 61.0, should be 60.0"
    assert {difference.key["metric"] for difference in found} == {"steps", "body_weight"}
    assert republication.publish()
    assert same_gold(Versions(spoilt.lake), story)
    assert not republication.publish()
    # What Spark wrote last it may begin again, and then it must be known.
    assert Progress(spoilt.lake, "quick").has(Turn(told.generation, told.turn - 1))


def test_what_is_put_right_stays_right_before_the_slow_stream_comes_by(spoilt):
    Republication(spoilt.lake).publish()
    DeltaTable(spoilt.lake.path(DAY)).update(
        updates={"value": "value + 12"},
        predicate="metric = 'body_weight' AND value IS NOT NULL",
    )

    assert Republication(spoilt.lake).publish()

    assert not list(Republication(spoilt.lake).differences())


def test_where_it_is_cut_short_the_stream_goes_on_and_it_can_be_done_again(spoilt):
    for table, name in ((MINUTE, "total"), (DAY, "value")):
        DeltaTable(spoilt.lake.path(table)).update(
            updates={name: f"{name} + 1"}, predicate="user_id = 'anna' AND metric = 'steps'"
        )
    spoilt.lake.lost = {DAY}
    with pytest.raises(PowerCutError):
        Republication(spoilt.lake).publish()

    spoilt.lake.lost = frozenset()
    spoilt.begin()
    spoilt.say(steps("anna", "2026-11-02 09:00", 7))
    assert Versions(spoilt.lake).minute("anna", "steps", "2026-11-02 09:00")["total"] == 7
    Republication(spoilt.lake).publish()

    assert Versions(spoilt.lake).value("anna", "2026-11-02", "steps") == 67.0
    assert not list(Republication(spoilt.lake).differences())


def test_nothing_is_published_beside_a_batch_that_is_half_written(spoilt):
    with pytest.raises(PowerCutError):
        spoilt.write(spoilt.log.append(ANNA_STEPS), lost={MINUTE, DAY, MANIFEST})

    with pytest.raises(UnfinishedBatchError, match=r"batch 4 .* was begun, and 3 is the last"):
        Republication(spoilt.lake).publish()
