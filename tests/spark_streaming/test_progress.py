import pytest

from schema.tables import FACT, MINUTE, user_bucket
from spark_streaming.memory import Memory
from spark_streaming.people import known_fact
from spark_streaming.progress import Progress, Turn, newest_batch
from spark_streaming.weighings import with_told
from spark_streaming.writing import Mark
from tests.spark_streaming.frames import frame, instant
from tests.spark_streaming.messages import at

pytestmark = pytest.mark.spark

FIRST = Turn("first", 0)
OFFSETS = {"events": {"0": 17}}
NOON_MS = at("2026-11-02 12:00")
BUCKET = user_bucket("anna")


@pytest.fixture(scope="module")
def begun(spare_lake):
    """How far a stream is in an empty lake."""
    return Progress(spare_lake, "quick")


@pytest.fixture(scope="module")
def lake(spare_lake, begun):
    """Batch 0 is committed; 1 was begun, and got as far as some facts and minutes."""
    write(spare_lake, 0, height_cm=180.0, weight_kg=80.0)
    begun.commit(OFFSETS, FIRST)
    write(spare_lake, 1, height_cm=181.0, weight_kg=70.0)
    return spare_lake


def write(lake, number, height_cm, weight_kg):
    instants = {"valid_from": instant(NOON_MS), "minute_at": instant(NOON_MS)}
    fact = {"kind": "profile", "key": "", "payload": f'{{"height_cm":{height_cm}}}'}
    minute = {"metric": "body_weight", "mean": weight_kg, "count": 1}
    for table, row in ((FACT, fact | {"sequence": number}), (MINUTE, minute)):
        whole = {"user_bucket": BUCKET, "user_id": "anna", "batch": number, **instants, **row}
        lake.append(table, frame(lake.spark, table.columns, [whole]))


def test_a_stream_begins_with_batch_0_of_an_empty_lake(begun):
    assert (begun.next, begun.newest, begun.offsets) == (0, -1, {})
    assert not begun.has(FIRST)


def test_with_its_checkpoint_it_begins_the_unfinished_batch_again(lake):
    progress = Progress(lake, "quick", FIRST.generation)

    assert (progress.next, progress.newest, progress.offsets) == (1, 0, OFFSETS)
    assert not progress.unfinished
    assert progress.has(FIRST)
    assert not progress.has(Turn("first", 1))


@pytest.mark.parametrize("checkpoint", ["", "fir", "second"])
def test_without_its_checkpoint_it_begins_above_everything_in_the_tables(lake, checkpoint):
    progress = Progress(lake, "quick", checkpoint)

    assert progress.mark() == Mark("quick", 2)
    assert (progress.next, progress.newest, progress.offsets) == (2, 0, OFFSETS)
    assert list(progress.unfinished) == [1]


def test_what_is_older_than_a_batch_that_is_known_is_not_looked_at(lake):
    assert newest_batch(lake, "quick") == newest_batch(lake, "quick", since=0) == 0
    assert newest_batch(lake, "slow") == -1


def test_streams_go_on_by_themselves(lake):
    assert Progress(lake, "slow").newest == -1


def test_a_batch_may_stand_in_tables_where_an_ended_process_had_the_same_checkpoint(lake):
    assert Progress(lake, "quick").mark() == Mark("quick", 2)

    progress = Progress(lake, "quick", FIRST.generation)

    assert progress.mark(rows=9) == Mark("quick", 1, 9, is_again=True)


def height_and_weight(memory, number):
    people, weights = memory.recall(["anna"], number)
    return people.profiles("anna")[-1][1]["height_cm"], weights["anna"]


def test_what_an_unfinished_batch_left_is_not_known_before_it_comes_again(lake):
    forgetful = Memory(lake, range(1, 2))

    assert height_and_weight(forgetful, 2) == (180.0, {NOON_MS: 80.0})
    assert height_and_weight(Memory(lake), 1) == (180.0, {NOON_MS: 80.0})


def test_what_a_batch_made_new_is_remembered_without_being_read(lake):
    memory = Memory(lake)
    _, weights = memory.recall(["anna"], 1)
    profile = {"user_id": "anna", "kind": "profile", "key": "", "valid_from_ms": NOON_MS}
    grown = known_fact({**profile, "batch": 1, "sequence": 9, "payload": '{"height_cm":182.0}'})
    told = {"metric": "body_weight", "user_id": "anna", "count": 1, "mean": 79.0}
    minutes = frame(
        lake.spark, MINUTE.columns, [{**told, "minute_at": instant(NOON_MS + 60_000)}]
    )

    memory.learn([grown], with_told(weights, minutes))

    assert height_and_weight(memory, 2) == (
        182.0,
        {NOON_MS: 80.0, NOON_MS + 60_000: 79.0},
    )


def test_a_weight_that_is_taken_back_is_forgotten(lake):
    gone = {"metric": "body_weight", "user_id": "anna", "count": 0}
    minutes = frame(lake.spark, MINUTE.columns, [{**gone, "minute_at": instant(NOON_MS)}])
    known = {"anna": {NOON_MS: 80.0}}

    assert with_told(known, minutes) == {"anna": {}}
    assert known == {"anna": {NOON_MS: 80.0}}


def test_of_nobody_nothing_is_known(lake):
    people, weights = Memory(lake).recall(["nobody"], 9)

    assert people.facts == []
    assert weights["nobody"] == {}
