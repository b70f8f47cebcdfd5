import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from spark_streaming.lake import Lake
from spark_streaming.memory import Memory
from spark_streaming.progress import Progress
from spark_streaming.queries import LogPlace, QuickStream, SlowStream
from tests.spark_streaming.lakes import LOG, QuickLake, Versions, same_gold
from tests.spark_streaming.world import FIRST, LEARNT, MORE

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
    """The quick stream, of files in a folder instead of Kafka; it ends with the files."""

    def start(self):
        self._progress = Progress(self.lake, "quick", f"{self.checkpoints}/quick")
        self._memory = Memory(self.lake, self._progress.unfinished)
        columns = ", ".join(f"`{name}` {kind}" for name, kind in LOG.items())
        files = self.lake.spark.readStream.schema(columns).parquet(self.place.servers)
        return (
            files.writeStream.option("checkpointLocation", self._progress.checkpoint)
            .trigger(availableNow=True)
            .foreachBatch(self._write)
            .start()
        )


@pytest.fixture(scope="module")
def streamed(spark, empty_lake, tmp_path_factory):
    """The little world, by real streams that were stopped once; and what they announced."""
    lake = Lake(spark, str(empty_lake()))
    folder, heard = tmp_path_factory.mktemp("log"), []
    log = QuickLake(spark, empty_lake())
    checkpoints = f"{lake.root}/_checkpoints"

    for part in ([*FIRST, *MORE], LEARNT):
        rows = [dict(zip(LOG, row, strict=True)) for row in log.logged(part)]
        table = pa.Table.from_pylist(rows, SCHEMA)
        pq.write_table(table, folder / f"{len(heard)}.parquet")
        place = LogPlace(str(folder), {})
        FileStream(lake, place, checkpoints, heard.append).start().awaitTermination()

    slow = SlowStream(lake, checkpoints, heard.append, interval_s=0.0).start()
    slow.processAllAvailable()
    slow.stop()
    return lake, heard


def test_a_stream_tells_what_its_batches_tell(streamed, story):
    assert same_gold(Versions(streamed[0]), story)


def test_it_says_whose_days_are_new_batch_by_batch(streamed):
    first, second, slow = streamed[1]

    assert {(change.stream, change.batch) for change in first} == {("quick", 0)}
    assert {(change.stream, change.batch) for change in second} == {("quick", 1)}
    assert {"anna", "greta", "karl"} <= {change.user_id for change in first}
    assert {change.user_id for change in second} <= {change.user_id for change in first}
    assert {change.stream for change in slow} == {"slow"}


def test_the_next_batch_begins_where_the_last_one_ended(streamed):
    lake, _ = streamed
    progress = Progress(lake, "quick", f"{lake.root}/_checkpoints/quick")
    behind = Progress(lake, "slow", f"{lake.root}/_checkpoints/slow")

    said = len([*FIRST, *MORE, *LEARNT])
    partitions = {topic: offsets["0"] for topic, offsets in progress.offsets.items()}
    assert max(partitions.values()) == said
    assert (progress.next, behind.offsets) == (2, {"quick": 1})


def test_what_spans_days_follows_the_days(streamed, story):
    streamed_days = Versions(streamed[0])

    assert streamed_days.values("greta", "weight_trend")["2026-11-01"] == 80.0
    assert story.values("greta", "weight_trend") == {}
