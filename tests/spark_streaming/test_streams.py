import json
import shutil
from collections import defaultdict
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.errors import StreamingQueryException
from pyspark.sql import functions as F

from schema.events.envelope import Envelope
from schema.tables import DAY, MANIFEST, TABLES
from spark_streaming.bronze import LOG_COLUMNS
from spark_streaming.gold.day import metrics_of
from spark_streaming.lake import Lake
from spark_streaming.progress import Progress
from spark_streaming.queries import LogPlace, QuickStream, SlowStream
from tests.spark_streaming.lakes import FragileLake, Log, Versions, same_gold
from tests.spark_streaming.world import ANNA_STEPS, BRUNO_STEPS, CARLA_STEPS, EVERYTHING

pytestmark = pytest.mark.spark

SCHEMA = pa.schema(
    [
        ("topic", pa.string()),
        ("partition", pa.int32()),
        ("offset", pa.int64()),
        ("timestamp", pa.timestamp("us", tz="UTC")),
        ("key", pa.string()),
        ("value", pa.string()),
    ]
)


class FileStream(QuickStream):
    """The quick stream, of files instead of Kafka, a batch each; it ends with them."""

    def start(self):
        self._begin()
        columns = ", ".join(f"`{name}` {kind}" for name, kind in LOG_COLUMNS.items())
        files = self.lake.spark.readStream.schema(columns).option("maxFilesPerTrigger", 1)
        return (
            files.parquet(self.place.servers)
            .writeStream.option("checkpointLocation", self._checkpoint)
            .trigger(availableNow=True)
            .foreachBatch(self._write)
            .start()
        )


def identity(said):
    """What the order of messages matters within."""
    if isinstance(said, Envelope):
        whose = said.user_id, said.source_id, said.type
        return whose, said.record_id or (said.start_ms, said.duration_ms)
    return said.user_id, said.kind, said.key, said.valid_from_ms


def shuffled(messages, seed):
    """Any order in which those of one identity follow each other as they were said."""
    order = Random(seed).sample(messages, len(messages))  # noqa: S311
    in_turn = defaultdict(list)
    for said in reversed(messages):
        in_turn[identity(said)].append(said)
    return [in_turn[identity(said)].pop() for said in order]


SAID = shuffled(EVERYTHING, seed=8)
"""The little world in another order."""


def write_log(folder, name, said):
    """Write messages as one file of the log."""
    rows = [dict(zip(LOG_COLUMNS, row, strict=True)) for row in said]
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), folder / f"{name}.parquet")


def unheard(changes):
    raise AssertionError(changes)


@pytest.fixture(scope="module")
def streamed(spark, empty_lake, tmp_path_factory):
    """It by real streams, of which the quick one is stopped once; and what they announced."""
    lake = Lake(spark, str(empty_lake()))
    folder, heard = tmp_path_factory.mktemp("log"), []
    checkpoints = f"{lake.root}/_checkpoints"
    logged = Log().append(*SAID)

    def run():
        place = LogPlace(str(folder), {})
        FileStream(lake, place, checkpoints, heard.append).start().awaitTermination()

    write_log(folder, 0, logged[:9])
    run()
    write_log(folder, 1, logged[9:40])
    write_log(folder, 2, logged[40:])
    run()

    slow = SlowStream(lake, heard.append)
    assert slow.follow()
    assert not slow.follow()
    return lake, heard


def test_neither_order_nor_batching_changes_a_digit(streamed, story):
    assert same_gold(Versions(streamed[0]), story)


def test_it_is_said_whose_days_are_new_batch_by_batch(streamed):
    *quick, slow = streamed[1]

    assert [{(one.stream, one.batch) for one in changes} for changes in quick] == [
        {("quick", 0)},
        {("quick", 1)},
        {("quick", 2)},
    ]
    heard_of = {change.user_id for changes in quick for change in changes}
    of_quick = F.col("metric").isin(*metrics_of("quick"))
    told = streamed[0].read(DAY).where(of_quick).select("user_id").distinct().collect()
    assert heard_of == {row["user_id"] for row in told}
    came_and_went = "carla"
    assert heard_of | {came_and_went} == {said.user_id for said in SAID} - {"*"}
    assert {change.stream for change in slow} == {"slow"}


def test_a_batch_that_was_committed_and_not_told_is_told_by_the_next_process(
    spark, empty_lake, tmp_path
):
    lake, heard = Lake(spark, str(empty_lake())), []
    write_log(tmp_path, 0, Log().append(ANNA_STEPS))

    def run(announce):
        place = LogPlace(str(tmp_path), {})
        stream = FileStream(lake, place, f"{lake.root}/_checkpoints", announce)
        stream.start().awaitTermination()

    with pytest.raises(StreamingQueryException):
        run(unheard)
    run(heard.append)

    (changes,) = heard
    assert [(one.user_id, one.batch, one.dates) for one in changes] == [
        ("anna", 0, ["2026-11-02"])
    ]


def test_a_batch_that_a_lost_checkpoint_left_is_not_taken_for_that_of_the_next(
    spark, empty_lake, tmp_path
):
    lake, log = FragileLake(spark, str(empty_lake())), Log()
    checkpoints = f"{lake.root}/_checkpoints"

    def run(lost=()):
        lake.lost = frozenset(lost)
        stream = FileStream(lake, LogPlace(str(tmp_path), {}), checkpoints, [].extend)
        stream.start().awaitTermination()

    write_log(tmp_path, 0, log.append(ANNA_STEPS))
    run()
    begun = log.append(BRUNO_STEPS)
    write_log(tmp_path, 1, begun)
    with pytest.raises(StreamingQueryException):
        run(lost={MANIFEST})

    shutil.rmtree(checkpoints)
    for file in tmp_path.iterdir():
        file.unlink()
    write_log(tmp_path, 2, begun + log.append(CARLA_STEPS))
    with pytest.raises(StreamingQueryException):
        run(lost=TABLES)
    run()

    assert Versions(lake).value("carla", "2026-11-02", "steps") == 60.0


def test_the_next_batch_begins_where_the_last_one_ended(streamed):
    lake, _ = streamed
    metadata = Path(lake.root, "_checkpoints", "quick", "metadata")
    checkpoint = json.loads(metadata.read_text())["id"]
    progress, behind = Progress(lake, "quick", checkpoint), Progress(lake, "slow")

    assert max(offsets["0"] for offsets in progress.offsets.values()) == len(SAID)
    assert (progress.next, behind.offsets) == (3, {"quick": 2})
    retold = []
    assert not SlowStream(lake, retold.extend).follow()
    assert {change.batch for change in retold} == {behind.newest}


def test_what_spans_days_follows_the_days(streamed, story):
    assert Versions(streamed[0]).values("greta", "weight_trend")["2026-11-01"] == 80.0
    assert story.values("greta", "weight_trend") == {}
