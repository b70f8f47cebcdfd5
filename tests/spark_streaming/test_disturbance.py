from itertools import count

import pytest

from schema.facts import EVERYBODY, FactKind
from schema.tables import user_bucket
from spark_streaming.disturbance import disturbance
from spark_streaming.people import KnownFact, People
from tests.spark_streaming.frames import frame, instant
from tests.spark_streaming.messages import at

pytestmark = pytest.mark.spark

MONDAY_MS, TUESDAY_MS = at("2026-11-02 08:00"), at("2026-11-03 08:00")
MINUTE_MS = 60_000
OBSERVATIONS = {
    "user_bucket": "INT",
    "user_id": "STRING",
    "source_id": "STRING",
    "type": "STRING",
    "start_at": "TIMESTAMP",
    "end_at": "TIMESTAMP",
    "import_id": "STRING",
}
order = count()


def fact(kind, key, user_id="anna", /, **payload):
    return KnownFact(user_id, kind, key, 0, 0, next(order), payload)


def owns(source_id, kind):
    return fact(FactKind.SOURCE, source_id, kind=kind)


def observed(kind, begin_ms, source_id="watch", import_id=None, user_id="anna"):
    return {
        "user_bucket": user_bucket(user_id),
        "user_id": user_id,
        "source_id": source_id,
        "type": kind,
        "start_at": instant(begin_ms),
        "end_at": instant(begin_ms + MINUTE_MS),
        "import_id": import_id,
    }


OWN = [owns("watch", "WATCH"), owns("phone", "PHONE")]
STORED = [
    observed("steps", MONDAY_MS),
    observed("steps", TUESDAY_MS, "phone"),
    observed("spo2", MONDAY_MS),
    observed("heart_rate", MONDAY_MS, "phone", "export"),
    observed("heart_rate", TUESDAY_MS, "phone", "export"),
    observed("heart_rate", MONDAY_MS, "phone", "another"),
    observed("heart_rate", MONDAY_MS, "phone", "export", user_id="luca"),
]


@pytest.fixture(scope="module")
def stored(spark):
    return frame(spark, OBSERVATIONS, STORED)


def shaken(stored, *arrived):
    before = People(OWN)
    return disturbance(stored, before, before.with_facts(arrived), arrived)


def matched(stored, found):
    return sorted(row["start_at"].timestamp() for row in stored.where(found.rows).collect())


def test_an_import_that_is_undone_disturbs_what_it_brought(stored):
    found = shaken(stored, fact(FactKind.IMPORT_UNDONE, "export"))

    assert found.types == {"heart_rate"}
    assert sorted(found.spans) == [
        ("anna", MONDAY_MS, MONDAY_MS + MINUTE_MS),
        ("anna", TUESDAY_MS, TUESDAY_MS + MINUTE_MS),
    ]
    assert found.minutes == 2


def test_another_order_disturbs_what_several_sources_speak_of(stored):
    found = shaken(stored, fact(FactKind.SOURCE_PRIORITY, "steps", source_ids=["phone"]))

    assert found.types == {"steps"}
    assert matched(stored, found) == [MONDAY_MS / 1000, TUESDAY_MS / 1000]


def test_an_order_that_is_the_same_disturbs_nothing(stored):
    said_again = shaken(stored, owns("watch", "WATCH"))
    of_one_source = shaken(stored, fact(FactKind.SOURCE_PRIORITY, "spo2", source_ids=["watch"]))

    assert (said_again.rows, said_again.spans) == (None, ())
    assert (of_one_source.rows, of_one_source.spans) == (None, ())


def test_another_default_disturbs_whoever_is_known(stored):
    option = {"name": "source_priority.steps", "value": ["PHONE", "WATCH"], "version": 1}
    found = shaken(stored, fact(FactKind.DEFAULT_OPTION, "*/steps", EVERYBODY, **option))

    assert found.types == {"steps"}
    assert {user_id for user_id, _, _ in found.spans} == {"anna"}


def test_other_facts_disturb_no_observation(stored):
    assert shaken(stored, fact(FactKind.PROFILE, "", height_cm=180.0)).rows is None
