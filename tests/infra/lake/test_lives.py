from datetime import date

import pyarrow.parquet as pq

from tests.infra.lake.lakes import ANNA, BRUNO, NOON, PHONE, after

IMPORT = "33333333-3333-4333-8333-333333333333"


def deeds(lives):
    told = [(one.user_id, one.record.type, one.record.record_id) for one in lives.deeds()]
    return sorted(told)


def test_an_empty_lake_tells_of_nobody(lake):
    lives = lake.open().lives()

    assert (lives.batch, lives.deeds(), lives.features(date(2026, 11, 23))) == (-1, [], {})
    assert lake.open().deeds_since(-1) == 0


def test_everybodys_workouts_and_meals_are_read_as_they_stand(lake):
    lake.said("meal", record_id="1", record={"plan_id": "soup"}, user_id=ANNA)
    lake.said("meal", record_id="1", record={"plan_id": "stew"}, user_id=BRUNO)
    lake.said("meal", record_id="1", record={"plan_id": "oats"}, source_id=PHONE)
    lake.said("workout", record_id="w", record={"plan_id": "run"}, end_at=after(minutes=30))
    lake.said("meal", record_id="2", record={"plan_id": "eaten by mistake"})
    lake.said("heart_rate", value=60.0)
    lake.said("check_in", record_id="c", record={"mood": 4})
    lake.commit()
    lake.said("meal", record_id="1", batch=1, record={"plan_id": "pie"}, user_id=BRUNO)
    lake.said("meal", record_id="2", batch=1, operation="retract", effect="retracted")
    lake.commit(1)

    lives = lake.open().lives()

    assert lives.batch == 1
    assert deeds(lives) == [
        (ANNA, "meal", "1"),
        (ANNA, "meal", "1"),
        (ANNA, "workout", "w"),
        (BRUNO, "meal", "1"),
    ]
    plans = {one.record.record["plan_id"] for one in lives.deeds()}
    assert plans == {"soup", "oats", "pie", "run"}
    (run,) = [one.record for one in lives.deeds() if one.record.type == "workout"]
    assert (run.start_at, run.end_at) == (NOON, after(minutes=30))


def test_a_read_is_held_to_its_manifest(lake):
    lake.said("meal", record_id="1", record={})
    lake.commit(0)
    lives = lake.open().lives()

    lake.said("meal", record_id="2", record={}, batch=1)
    lake.feature(date(2026, 11, 23), batch=1, mean_steps=9000.0)
    lake.commit(1)
    lake.commit(1, stream="slow")
    lake.said("meal", record_id="3", record={}, batch=2)

    assert deeds(lives) == [(ANNA, "meal", "1")]
    assert lives.features(date(2026, 11, 23)) == {}
    assert deeds(lake.open().lives()) == [(ANNA, "meal", "1"), (ANNA, "meal", "2")]
    assert [lake.open().deeds_since(batch) for batch in (-1, 0, 1)] == [2, 1, 0]


def test_an_undone_import_is_not_learned_from(lake):
    lake.said("workout", record_id="w", record={}, import_id=IMPORT)
    lake.said("workout", record_id="v", record={})
    lake.fact("import_undone", key=IMPORT)
    lake.commit()

    assert deeds(lake.open().lives()) == [(ANNA, "workout", "v")]


def test_features_are_those_of_the_day_asked_for(lake):
    lake.feature(date(2026, 10, 1), mean_steps=5000.0, mean_sleep_min=480.0)
    lake.feature(date(2026, 11, 20), mean_steps=8000.0, weekly_cardio_load=300.0)
    lake.feature(date(2026, 11, 23), mean_steps=9000.0)
    lake.feature(date(2026, 11, 20), batch=1, weekly_cardio_load=None)
    lake.feature(date(2026, 11, 24), mean_steps=9500.0)
    lake.feature(date(2026, 11, 24), batch=1, mean_steps=None)
    lake.commit(1, stream="slow")

    lives = lake.open().lives()

    assert lives.features(date(2026, 11, 22)) == {ANNA: {"mean_steps": 8000.0}}
    assert lives.features(date(2026, 11, 24)) == {ANNA: {"mean_steps": 9000.0}}
    assert lives.features(date(2026, 9, 1)) == {}


def test_instants_are_read_as_spark_writes_them(lake):
    lake.said("meal", record_id="1", record={})
    lake.commit()
    rewrite_with_int96(lake.folder / "silver" / "observation")

    (deed,) = lake.open().lives().deeds()

    assert deed.record.start_at == NOON


def rewrite_with_int96(table):
    (path,) = table.glob("**/*.parquet")
    size = path.stat().st_size
    rows = pq.read_table(path, partitioning=None)
    pq.write_table(rows, path, use_deprecated_int96_timestamps=True)
    (log,) = table.glob("_delta_log/*.json")
    named = f'"size":{size}'
    assert named in log.read_text()
    log.write_text(log.read_text().replace(named, f'"size":{path.stat().st_size}'))
