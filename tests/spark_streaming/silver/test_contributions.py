from itertools import count
from random import Random

import pytest

from schema.tables import OBSERVATION
from spark_streaming.silver.contributions import contributions, standing
from tests.spark_streaming.frames import frame, instant
from tests.spark_streaming.messages import at

pytestmark = pytest.mark.spark

BEGIN_MS = at("2026-11-02 08:00")
NOW = 7
"""The number of the batch that arrives."""

UNDONE = "undone"
PUT, RETRACT = "put", "retract"
CANDIDATES = {
    **{name: kind for name, kind in OBSERVATION.columns.items() if name != "effect"},
    "start_ms": "BIGINT",
    "end_ms": "BIGINT",
}

place = count()


def says(value, import_id=None, *, batch=NOW, record_id="", moved_ms=0):
    """What is said of the one identity of a case; null takes it back."""
    begin_ms = BEGIN_MS + moved_ms
    return {
        "source_id": "watch",
        "type": "steps",
        "record_id": record_id,
        "value": value,
        "start_ms": begin_ms,
        "end_ms": begin_ms + 60_000,
        "start_at": instant(begin_ms),
        "end_at": instant(begin_ms + 60_000),
        "operation": RETRACT if value is None else PUT,
        "import_id": import_id,
        "batch": batch,
        "sequence": next(place),
    }


def said(value, import_id=None, **more):
    """What an earlier batch brought."""
    return says(value, import_id, batch=3, **more)


def random_history(random):
    """Some batches of tellings, the last of which is the one that arrives."""
    return [
        says(random.choice([None, 1.0, 2.0]), random.choice([None, "a", UNDONE]), batch=batch)
        for batch in sorted(random.choices(range(4, NOW + 1), k=random.randrange(1, 7)))
    ]


CASES = {
    "new": [says(60.0)],
    "again": [said(60.0), says(60.0)],
    "by another import": [said(60.0, "a"), says(60.0, "b")],
    "revised": [said(60.0), says(75.0)],
    "revised twice": [says(60.0), says(75.0), says(75.0)],
    "taken back": [said(60.0), says(None)],
    "taken back without being there": [says(None)],
    "there again": [said(60.0), said(None), says(60.0)],
    "of an import that is undone": [said(60.0, UNDONE), says(60.0)],
    "arriving undone": [said(60.0), says(75.0, UNDONE)],
    "only undone": [said(60.0, UNDONE), says(None)],
    "said again after another's revision": [said(60.0), said(75.0, "a"), says(60.0)],
    "a record moved": [
        said(60.0, record_id="r"),
        says(60.0, record_id="r", moved_ms=120_000),
    ],
    "not mentioned": [said(60.0)],
    "disturbed": [said(60.0, "lost")],
    **{f"random {seed}": random_history(Random(seed)) for seed in range(60)},  # noqa: S311
}


@pytest.fixture(scope="module", params=["few", "many"])
def laid(spark, request):
    """What each case's messages do, in one frame: a person a case.

    Of many rows those that are alone in their identity go another way.
    """
    rows = [{"user_id": case, **row} for case, said in CASES.items() for row in said]
    existing = frame(
        spark, {**CANDIDATES, "effect": "STRING"}, [row for row in rows if row["batch"] < NOW]
    )
    arrived = frame(spark, CANDIDATES, [row for row in rows if row["batch"] == NOW])
    undone = frame(
        spark,
        {"user_id": "STRING", "import_id": "STRING"},
        [{"user_id": case, "import_id": UNDONE} for case in CASES],
    )
    from pyspark.sql import functions as F

    is_lost = F.col("import_id") == "lost"
    hold = None if request.param == "few" else lambda rows: rows
    contributed = contributions(existing, arrived, undone, is_lost, hold)
    stored = existing.drop("start_ms", "end_ms").unionByName(
        contributed.where("is_new").select(*OBSERVATION.columns)
    )
    return contributed.orderBy("sequence").collect(), standing(stored, undone).collect()


@pytest.fixture(scope="module")
def of(laid):
    """The rows of one case, in order of arrival."""
    return lambda case: [row for row in laid[0] if row["user_id"] == case]


def effects(rows):
    return [row["effect"] for row in rows if row["is_new"]]


def stand(rows):
    return [row["value"] for row in rows if row["stands"]]


@pytest.mark.parametrize(
    ("case", "effect", "stands"),
    [
        ("new", ["new"], [60.0]),
        ("again", [], [60.0]),
        ("by another import", ["same"], [60.0]),
        ("revised", ["revised"], [75.0]),
        ("revised twice", ["new", "revised"], [75.0]),
        ("taken back", ["retracted"], []),
        ("taken back without being there", ["same"], []),
        ("there again", ["new"], [60.0]),
        ("of an import that is undone", ["new"], [60.0]),
        ("only undone", ["same"], []),
        ("said again after another's revision", [], [75.0]),
        ("a record moved", ["revised"], [60.0]),
    ],
)
def test_what_arrives_does_to_its_identity(of, case, effect, stands):
    assert effects(of(case)) == effect
    assert stand(of(case)) == stands


def test_what_an_undone_import_brings_is_kept_and_does_not_stand(of):
    rows = of("arriving undone")

    assert [row["is_new"] for row in rows] == [False, True]
    assert stand(rows) == [60.0]


def test_all_of_an_identity_is_touched_by_what_arrives_for_it(of):
    assert [row["touched"] for row in of("a record moved")] == [True, True]
    assert [row["start_ms"] - BEGIN_MS for row in of("a record moved")] == [0, 120_000]
    assert [bool(row["touched"]) for row in of("not mentioned")] == [False]


def test_what_is_disturbed_is_touched_though_nothing_of_it_arrives(of):
    (row,) = of("disturbed")

    assert (row["touched"], row["stands"], row["is_new"]) == (True, True, False)


def state(history):
    """The law in plain Python: the latest contribution whose import is not undone."""
    counted = [row for row in history if row["import_id"] != UNDONE]
    said_before = {}
    kept = []
    for row in counted:
        is_repeat = row["batch"] == NOW and said_before.get(row["import_id"]) == [row["value"]]
        said_before[row["import_id"]] = [row["value"]]
        kept += [] if is_repeat else [row["value"]]
    return [] if not kept or kept[-1] is None else [kept[-1]]


@pytest.mark.parametrize("case", CASES)
def test_what_stands_is_the_latest_contribution_whose_import_is_not_undone(of, laid, case):
    stored = [row["value"] for row in laid[1] if row["user_id"] == case]

    assert stand(of(case)) == state(CASES[case])
    assert stored == state(CASES[case])
