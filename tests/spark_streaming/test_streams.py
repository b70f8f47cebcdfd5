from collections import defaultdict
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.errors import StreamingQueryException
from pyspark.sql import functions as F

from schema.events.envelope import Envelope
from schema.tables import DAY
from spark_streaming.bronze import LOG_COLUMNS
from spark_streaming.gold.day import metrics_of
from spark_streaming.lake import Lake
from spark_streaming.progress import Progress
from spark_streaming.queries import LogPlace, QuickStream, SlowStream
from tests.spark_streaming.lakes import Log, Versions, same_gold
from tests.spark_streaming.world import ANNA_STEPS, EVERYTHING

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


def unheard(changes):
    raise AssertionError(changes)


@pytest.fixture(scope="module")
def streamed(spark, empty_lake, tmp_path_factory):
    """It by real streams, of which the quick one is stopped once; and what they announced."""
    lake = Lake(spark, str(empty_lake()))
    folder, heard = tmp_path_factory.mktemp("log"), []
    checkpoints = f"{lake.root}/_checkpoints"
    rows = [dict(zip(LOG_COLUMNS, row, strict=True)) for row in Log().append(*SAID)]

    def appended(name, rows):
        pq.write_table(pa.Table.from_pylist(rows, SCHEMA), folder / f"{name}.parquet")

    def run():
        place = LogPlace(str(folder), {})
        FileStream(lake, place, checkpoints, heard.append).start().awaitTermination()

    appended(0, rows[:9])
    run()
    appended(1, rows[9:40])
    appended(2, rows[40:])
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
    rows = [dict(zip(LOG_COLUMNS, row, strict=True)) for row in Log().append(ANNA_STEPS)]
    pq.write_table(pa.Table.from_pylist(rows, SCHEMA), tmp_path / "0.parquet")

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


def test_the_next_batch_begins_where_the_last_one_ended(streamed):
    lake, _ = streamed
    progress, behind = Progress(lake, "quick", has_checkpoint=True), Progress(lake, "slow")

    assert max(offsets["0"] for offsets in progress.offsets.values()) == len(SAID)
    assert (progress.next, behind.offsets) == (3, {"quick": 2})
    assert not SlowStream(lake, unheard).follow()


def test_what_spans_days_follows_the_days(streamed, story):
    assert Versions(streamed[0]).values("greta", "weight_trend")["2026-11-01"] == 80.0
    assert story.values("greta", "weight_trend") == {}
