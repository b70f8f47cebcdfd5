"""Two batches in a new lake, so that Java can keep the classes that Spark starts with.

Half of the time in which a new Spark becomes useful goes into loading and checking some twenty
thousand classes. Java keeps them in one archive beside the jars, and maps that from then on
(JEP 350); an archive that does not fit its jars or its Java is passed over by Java itself.

Run once when the environment is made: `python -m infra.rehearsal`.
"""

import tempfile
import time
from pathlib import Path

import msgspec
from pyspark import SparkContext

from infra.environment.places import class_archive, jars_folder
from infra.spark_session import SparkPlace, spark_session
from schema.events.envelope import Door, Envelope
from spark_streaming.bronze import LOG_COLUMNS, messages
from spark_streaming.frames import small_frame
from spark_streaming.lake import Lake
from spark_streaming.memory import Memory
from spark_streaming.progress import QUICK, Progress
from spark_streaming.quick import quick_batch
from spark_streaming.writing import Writing


def main() -> None:
    """Rehearse, and put the archive in its place, whole."""
    jars = jars_folder("spark")
    archive = class_archive(jars)
    draft = archive.with_suffix(".draft")
    with tempfile.TemporaryDirectory(prefix="pulseplate-") as scratch:
        place = SparkPlace("local[2]", (jars,), "1g", Path(scratch) / "spark", keep=draft)
        lake = Lake(spark_session("rehearsal", place), f"{scratch}/lake")
        _tell_two_batches(lake)
        _close(lake)
    draft.replace(archive)


def _tell_two_batches(lake: Lake) -> None:
    """Tell one beside empty tables, and one beside what the first left."""
    lake.create()
    progress, memory = Progress(lake, QUICK), Memory(lake)
    for place in range(2):
        row = small_frame(lake.spark, LOG_COLUMNS, [_heart_rate(place)])
        log = messages(row, progress.next)
        with quick_batch(lake, log, progress.next, memory) as batch:
            with Writing(lake, progress.mark(batch.arrived.count)) as writing:
                batch.tell(writing.tell)
            progress.commit({})
            batch.remember()


def _heart_rate(place: int) -> tuple[object, ...]:
    now_ms = int(time.time() * 1000)
    said = Envelope(
        event_id=f"rehearsal-{place}",
        user_id="nobody",
        source_id="nothing",
        door=Door.MQTT,
        received_at_ms=now_ms,
        type="heart_rate",
        start_ms=now_ms,
        values=[60.0],
        original="{}",
    )
    return "events", 0, place, None, said.user_id, msgspec.json.encode(said).decode()


def _close(lake: Lake) -> None:
    """End Java, which writes the archive as the last thing it does."""
    lake.spark.stop()
    gateway = SparkContext._gateway  # noqa: SLF001 (Java outlives the session otherwise)
    assert gateway is not None  # noqa: S101
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()


if __name__ == "__main__":
    main()
